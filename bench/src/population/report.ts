/** The figures as blocks, and what they say of the claims, whether they hold or not. */
import type { Begun } from "../run/record.ts"
import { heading, paragraph, type Block } from "../report/block.ts"
import { machineOf } from "../report/provenance.ts"
import { replays, type Played } from "./contest.ts"
import { claimsOf, figuresOf, signed, type Figures, type Interval } from "./figures.ts"
import type { Task } from "./task.ts"

export interface PopulationAsked {
  readonly tasks: readonly Task[]
  readonly seeds: number
  readonly population: number
  readonly begun: Begun
  readonly versions: Readonly<Record<string, string>>
}

export function populationReport(all: readonly Played[], asked: PopulationAsked): readonly Block[] {
  const { tasks, seeds, population, begun, versions } = asked
  return [
    paragraph(
      `Accuracy in percent on test digits that no study saw, of the winner by accuracy on validation, mean over ${seeds} seeds ± 95 % by Student's t. ` +
        `*pbt* is a population of ${population}; *random* and *tpe* train as many constant configurations to the end as cost at least as many epochs; ` +
        `*replay* is the mean of ${replays} trainings from nothing, with new seeds, by the schedule of the population's winner. ` +
        `*pbt less this one* is the difference within a seed.`,
    ),
    ...tasks.flatMap((task): readonly Block[] => {
      const figures = figuresOf(all, task.name)
      return [
        heading(
          `${task.name}: ${task.epochs} epochs, batches of ${task.batch}, ${100 * task.labelNoise} % of the training labels at random`,
        ),
        table(figures),
        ...claimsOf(figures, { name: task.name, long: task.name === "long" }).map(({ text, holds }) =>
          paragraph(`${holds ? "Holds" : "**Does not hold**"}: ${text}.`),
        ),
      ]
    }),
    heading("How it was made"),
    paragraph(`\`${begun.command}\`, ${begun.at.slice(0, 10)}; ${machineOf(begun)}; ${versionsText(versions)}.`),
  ]
}

const table = (figures: readonly Figures[]): Block => ({
  kind: "table",
  head: ["contestant", "test", "pbt less this one", "validation", "epochs", "pieces of its schedule"],
  rows: figures.map(({ contestant, test, behind, validation, epochs, pieces }) => [
    contestant,
    text(test),
    contestant === "pbt" ? "" : `${signed(behind.mean)} ± ${behind.half.toFixed(2)}`,
    text(validation),
    epochs.toFixed(0),
    pieces.toFixed(1),
  ]),
  best: new Set(),
})

const text = ({ mean, half }: Interval): string => `${mean.toFixed(2)} ± ${half.toFixed(2)}`

const versionsText = (versions: Readonly<Record<string, string>>): string =>
  Object.entries(versions)
    .map(([name, version]) => `${name} ${version}`)
    .join(", ")
