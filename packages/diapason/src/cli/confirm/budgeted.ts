import { asideOf, confirmPlan, finalistsOf, firstAside, usualBudget, type ConfirmPlan, type Runs } from "@diapason/algorithms"
import { fault, type Ledger } from "@diapason/core"
import { studentQuantile } from "@diapason/math"
import type { Io } from "../io.ts"
import { configText } from "../text/best-text.ts"
import { numberText } from "../text/number.ts"
import type { FreshRuns } from "./runs.ts"

interface Wish {
  readonly budget: number | undefined
  readonly top: number | undefined
  readonly sure: number
}

/** Spends a budget of runs where they tell most who is best, and keeps the last aside for the value that is reported. Throws D182. */
export async function budgeted(ledger: Ledger, runs: FreshRuns, { budget: wanted, top, sure }: Wish, json: boolean, io: Io): Promise<void> {
  const finalists = finalistsOf(ledger, top)
  if (finalists === undefined) return io.err("  no trial is usable")
  const budget = wanted ?? Math.max(usualBudget(ledger.trials.length), top === undefined ? 0 : leastFor(top))
  // Who asks for so many finalists gets them, or hears why not.
  if (top !== undefined && budget < leastFor(top))
    throw fault("D182", { budget, finalists: top, aside: asideOf(budget), needed: leastFor(top) })
  const planned = (): ConfirmPlan => confirmPlan({ finalists, runsOf: (trial) => runs.of(trial), budget, sure })
  let plan = planned()
  while (plan.next.length > 0 && (await runs.run(plan.next))) plan = planned()
  const told = { ...toldOf(ledger, plan, runs, budget), sure }
  if (json) io.out(JSON.stringify(documentOf(ledger, told)))
  else print(ledger, told, io)
}

/** The smallest budget with two runs for each finalist and the share that is kept aside. */
function leastFor(finalists: number): number {
  let budget = 5
  while (budget - asideOf(budget) < 2 * finalists) budget++
  return budget
}

interface Told {
  readonly plan: ConfirmPlan
  readonly budget: number
  readonly runs: FreshRuns
  /** 1, or −1 where the metric is maximised. */
  readonly turn: number
  /** Of the leader, by the runs kept aside; `half` of the 90 % interval. Undefined without two of them. */
  readonly reported?: { readonly value: number; readonly half: number; readonly runs: number }
}

function toldOf({ definition }: Ledger, plan: ConfirmPlan, runs: FreshRuns, budget: number): Told {
  const turn = definition.objectives[0]!.direction === "maximize" ? -1 : 1
  const aside = lossesOf(runs.of(plan.standings[0]!.number), true)
  // All finalists tell how noisy a run is.
  const groups = [aside, ...plan.standings.map(({ number }) => lossesOf(runs.of(number), false))]
  const freedom = groups.reduce((sum, losses) => sum + Math.max(0, losses.length - 1), 0)
  const told = { plan, budget, runs, turn }
  if (aside.length < 2) return told
  const variance = groups.reduce((sum, losses) => sum + squares(losses), 0) / freedom
  const half = studentQuantile(0.95, freedom) * Math.sqrt(variance / aside.length)
  return { ...told, reported: { value: turn * mean(aside), half, runs: aside.length } }
}

function documentOf(ledger: Ledger, { plan, budget, runs, turn, reported }: Told) {
  const { standings, alike, settled } = plan
  const leader = standings[0]!
  return {
    schema: "diapason.confirm/1",
    study: ledger.definition.name,
    metric: ledger.definition.objectives[0]!.metric,
    ...(leader.runs > 0 && { winner: leader.number }),
    separated: alike.length === 1 && alike[0] === leader.number,
    budget,
    spent: standings.reduce((sum, { number }) => sum + runs.of(number).size, 0),
    ...(settled !== undefined && { settled }),
    alike,
    ...(reported !== undefined && {
      reported: { value: reported.value, interval: [reported.value - reported.half, reported.value + reported.half], runs: reported.runs },
    }),
    finalists: standings
      .filter((one) => one.runs > 0)
      .map(({ number, runs: count, mean: estimate, chance }) => ({
        trial: number,
        config: ledger.trials[number]!.config,
        runs: count,
        failed: [...runs.of(number).values()].filter(Number.isNaN).length,
        mean: turn * mean(lossesOf(runs.of(number), false)),
        estimate: turn * estimate,
        chance,
      })),
  }
}

function print(ledger: Ledger, { plan, runs, turn, reported, sure }: Told & { readonly sure: number }, io: Io): void {
  const { standings, alike, settled } = plan
  const { metric } = ledger.definition.objectives[0]!
  const leader = standings[0]!
  if (standings.every((one) => one.runs === 0)) return io.err("  no run came to a result")
  for (const { number, runs: count, chance } of standings) {
    const trial = ledger.trials[number]!
    const losses = lossesOf(runs.of(number), false)
    const searched = "values" in trial ? `   in the search ${numberText(trial.values[metric] ?? NaN)}` : ""
    const failed = [...runs.of(number).values()].filter(Number.isNaN).length
    const came = losses.length === 0 ? "no result" : `${metric} ${numberText(turn * mean(losses))}`
    io.out(
      `  #${number}  ${came}  (${count} run${count === 1 ? "" : "s"}${failed > 0 ? `, ${failed} failed` : ""})   best with a chance of ${chanceText(chance)}${searched}`,
    )
    io.out(`       ${io.paint.dim(configText(ledger, trial))}`)
  }
  const among = standings.length === 1 ? "" : `P(#${leader.number} is the best of the ${standings.length}) = ${chanceText(leader.chance)}`
  const why =
    settled === "sure" ? "" : settled === "spent" ? `, below ${sure} when the budget was spent` : ", and the runs are not finished"
  if (among !== "") io.out(`  ${among}${why}`)
  if (alike.length > 1)
    io.out(`  cannot be told apart by fresh runs (95 %): ${alike.map((n) => `#${n}`).join(" ")}; a larger --budget would tell`)
  if (reported !== undefined)
    io.out(
      `  report ${metric} ${numberText(reported.value)} ± ${numberText(reported.half)} for #${leader.number}: ${reported.runs} runs that did not help to choose it (90 %)`,
    )
}

/** Two digits, and never 1 for what is not certain. */
const chanceText = (chance: number): string => (chance > 0.995 && chance < 1 ? "above 0.99" : chance.toFixed(2))

const lossesOf = (runs: Runs, aside: boolean): readonly number[] =>
  [...runs].flatMap(([repeat, loss]) => (repeat >= firstAside === aside && Number.isFinite(loss) ? [loss] : []))

const mean = (values: readonly number[]): number => values.reduce((sum, value) => sum + value / values.length, 0)

function squares(values: readonly number[]): number {
  const middle = mean(values)
  return values.reduce((sum, value) => sum + (value - middle) * (value - middle), 0)
}
