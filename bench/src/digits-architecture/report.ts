/** The figures as blocks, and whether the front that is asked for is there. */
import { signed, type Interval } from "../population/figures.ts"
import { heading, paragraph, type Block } from "../report/block.ts"
import { machineOf } from "../report/provenance.ts"
import type { Begun } from "../run/record.ts"
import type { Played, Terms } from "./contest.ts"
import { figuresOf, type Figures } from "./figures.ts"

export interface ArchitectureAsked {
  readonly seeds: number
  readonly terms: Terms
  readonly begun: Begun
}

export function architectureReport(all: readonly Played[], { seeds, terms, begun }: ArchitectureAsked): readonly Block[] {
  const figures = figuresOf(all)
  return [
    paragraph(
      `Chains of one to four linear layers, each with its width, activation and skip, learn to read digits in ${terms.recipe.epochs} epochs. ` +
        `Random search trains ${terms.trials} networks; the others may spend what those cost, parameters times images shown, in at most ` +
        `${terms.cap} times as many trials. Percent of the plane of error and log size that the front dominates, mean over ${seeds} seeds ± 95 %; ` +
        `the front is chosen on validation and read again on test digits. *beaten*: the share of random search's front that is dominated.`,
    ),
    table(figures, seeds),
    ...figures.filter(({ contestant }) => contestant !== "random").map((one) => paragraph(claim(one))),
    heading("How it was made"),
    paragraph(`\`${begun.command}\`, ${begun.at.slice(0, 10)}; ${machineOf(begun)}.`),
  ]
}

const claim = ({ contestant, above, p, wins }: Figures): string =>
  `${above.mean - above.half > 0 && p < 0.05 ? "Holds" : "**Does not hold**"}: ${contestant} is above random search in hypervolume at equal ` +
  `compute (${signed(100 * above.mean)} ± ${(100 * above.half).toFixed(2)}, ${wins} seeds won, p ${p.toPrecision(2)}).`

const table = (figures: readonly Figures[], seeds: number): Block => ({
  kind: "table",
  head: ["contestant", "on validation", "on test", "above random", "seeds won", "p", "beaten", "trials"],
  rows: figures.map(({ contestant, validation, test, above, wins, p, dominated, trials }) => {
    const rival = contestant !== "random"
    return [
      contestant,
      text(validation),
      text(test),
      rival ? `${signed(100 * above.mean)} ± ${(100 * above.half).toFixed(2)}` : "",
      rival ? `${wins} of ${seeds}` : "",
      rival ? p.toPrecision(2) : "",
      rival ? `${(100 * dominated).toFixed(0)} %` : "",
      trials.toFixed(1),
    ]
  }),
  best: new Set(),
})

const text = ({ mean, half }: Interval): string => `${(100 * mean).toFixed(2)} ± ${(100 * half).toFixed(2)}`
