import type { NoRerun, Rerun } from "@diapason/algorithms"
import { marks } from "@diapason/views"
import { bestPicture } from "./best-picture.ts"
import { bestChoice, bestRows, type BestRow } from "./best-rows.ts"
import { showNumber } from "../words/show-value.ts"
import type { Panel } from "../panel.ts"

/** How the best value came down, or up, with the trials; what is known of runs to come is not asked. */
export const bestSoFar: Panel<BestRow> = bestSoFarWith(() => undefined)

/** The same with what the best trial by then is likely to come to when it is run again, as a band. `rerun` is asked for nothing but rows. */
export function bestSoFarWith(rerun: () => Rerun | NoRerun | undefined): Panel<BestRow> {
  const likely = (): Rerun["likely"] | undefined => {
    const told = rerun()
    return told !== undefined && "likely" in told ? told.likely : undefined
  }
  return {
    id: "best-so-far",
    asks: "How good is it?",
    help: "Each point is a complete trial, the line the best value so far, dashed lines the baselines. The band is what the best trial by then is likely to come to when it is run again, 90 %, by all that is known now: a line that runs along the good edge of the band, or beyond it, is partly luck. A flat line at the end says that the search has settled, or is stuck: look at Space to tell which. Values far outside stand on the upper or lower edge with their count.",
    lacks({ board: { ledger, table } }) {
      if (ledger.front.length > 0) return undefined
      const running = ledger.running.size
      const failed = table.mark.slice(0, table.size).filter((mark) => marks[mark] === "failed").length
      if (failed > 0 && running === 0)
        return { says: `No value yet: ${failed} of ${table.size} trials have failed. See “What went wrong?”` }
      return {
        says:
          running > 0
            ? `No value yet: ${running} running, the first complete trial brings one.`
            : "No value yet: the first complete trial brings one.",
      }
    },
    rows: ({ board: { ledger, table }, mask, choices }) =>
      bestRows(table, ledger.definition.objectives[0]!, mask, bestChoice(choices), likely()),
    columns: [
      { name: "trial", value: ({ trial }) => trial },
      { name: "state", value: ({ mark }) => mark },
      { name: "value", value: ({ value }) => value },
      { name: "best so far", value: ({ best }) => best },
      { name: "run again, low", value: ({ likely }) => likely?.low },
      { name: "run again, high", value: ({ likely }) => likely?.high },
    ],
    summary(rows, { board: { ledger } }) {
      const last = rows.findLast(({ best }) => best !== undefined)
      const { metric } = ledger.definition.objectives[0]!
      if (last?.best === undefined) return `No value of ${metric} yet.`
      const best = `The best ${metric} of ${rows.length} trials shown is ${showNumber(last.best)}, of trial ${ledger.front[0] ?? last.trial}.`
      return [best, ...againSentence(last.likely, rerun())].join(" ")
    },
    draw: bestPicture,
    trialOf: ({ trial }) => trial,
  }
}

const short = (value: number): string => showNumber(Number(value.toPrecision(3)))

function againSentence(likely: BestRow["likely"], told: Rerun | NoRerun | undefined): readonly string[] {
  if (likely !== undefined) return [`Run again, it is likely to come to ${short(likely.low)} to ${short(likely.high)}, 90 %.`]
  return told !== undefined && "says" in told ? [told.says] : []
}
