/**
 * A rule in words of the study: `{ "when": "val_loss > best(val_loss) * 1.2 for 5", "set": { "lr": "lr * 0.5" } }`. Where the condition
 * holds in that many reports in a row, the values are set, as near as their domains allow.
 */
import {
  evaluate,
  flatInForce,
  spaceOf,
  type Expression,
  type Flat,
  type Json,
  type Ledger,
  type RunningTrial,
  type SchedulerProblem,
  type Values,
} from "@diapason/core"
import type { Changes, Controller } from "./controller.ts"
import { figure } from "./figure.ts"
import { moved } from "./moved.ts"
import { cooldown, rested } from "./pace.ts"
import { seriesOf } from "./series.ts"

/** Functions of what a metric was over time. */
export const overTime = ["best", "mean"] as const

export interface RuleOptions extends Pick<Changes, "apply"> {
  /** Over parameters by their values in force, metrics by their last value, `step`, `best(metric)` and `mean(metric)`, that of ten reports. */
  readonly when: Expression
  /** Reports in a row in which it must hold, at least 1. */
  readonly reports: number
  /** The new values by parameter. */
  readonly set: Readonly<Record<string, Expression>>
  /** Reports between two changes, at least 1. */
  readonly cooldown?: number
}

export const rule = ({ when, reports, set, cooldown: pause = cooldown, apply }: RuleOptions): Controller => ({
  id: "rule/1",
  reads: [when, ...Object.values(set)].flatMap(({ reads }) => reads.map(metricIn)),
  decide(trial, problem, ledger) {
    const n = trial.curve.steps.length
    if (n < reports || !rested(trial, pause)) return undefined
    const flat = flatInForce(spaceOf(ledger, trial), trial)
    const known = knownAt(trial, problem, ledger, flat)
    for (let i = n - reports; i < n; i++) if (evaluate(when, known(when, i)) !== true) return undefined
    const why = `rule: ${when.source}${reports > 1 ? ` in ${reports} reports` : ""}${figures(when, known(when, n - 1), flat)}`
    return together(
      Object.entries(set).flatMap(([param, value]) => {
        const wanted = evaluate(value, known(value, n - 1))
        const to = typeof wanted === "number" ? wanted : NaN
        return moved(trial, ledger, { param, ...(apply !== undefined && { apply }) }, () => to, why) ?? []
      }),
      why,
    )
  },
})

type Moved = NonNullable<ReturnType<typeof moved>>

/** One update of all that changes. */
function together(updates: readonly Moved[], why: string): Moved | undefined {
  const [first] = updates
  if (first === undefined) return undefined
  const config: Flat = Object.assign({}, ...updates.map((update) => update.config)) as Flat
  return { ...first, config, why: why + updates.map((update) => update.why.slice(why.length)).join("") }
}

/** The metric behind a name of an expression: `loss` of `best(loss)`. */
export const metricIn = (name: string): string => /^\w+\((.*)\)$/.exec(name)?.[1] ?? name

/** The values of the names that an expression reads, as they were at report `i`; parameters as they are now. */
function knownAt(
  trial: RunningTrial,
  problem: SchedulerProblem,
  ledger: Ledger,
  flat: Flat,
): (expression: Expression, i: number) => Values {
  const { steps } = trial.curve
  const value = (name: string, i: number): Json | undefined => {
    if (flat[name] !== undefined) return flat[name]
    if (name === "step") return steps[i]
    const series = seriesOf(trial, problem, ledger, { metric: metricIn(name) })
    const upTo = series.steps.findLastIndex((step) => step <= steps[i]!) + 1
    if (upTo === 0) return undefined
    if (name.startsWith("best(")) return series.sign * Math.min(...series.losses.slice(0, upTo).filter((loss) => !Number.isNaN(loss)))
    if (name.startsWith("mean(")) return mean(series.values.slice(0, upTo).slice(-10))
    return series.values[upTo - 1]
  }
  return ({ reads }, i) => Object.fromEntries(reads.map((name) => [name, value(name, i)]))
}

/** What the condition saw last, where that is not a parameter: ` (val_loss 0.5, best(val_loss) 0.3)`. */
function figures({ reads }: Expression, values: Values, flat: Flat): string {
  const seen = reads.filter((name) => flat[name] === undefined && typeof values[name] === "number")
  return seen.length === 0 ? "" : ` (${seen.map((name) => `${name} ${figure(values[name] as number)}`).join(", ")})`
}

const mean = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length
