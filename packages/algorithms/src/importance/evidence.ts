import { flatToday, levels, toUnit, type CompleteTrial, type Json, type Ledger, type Parameter } from "@diapason/core"
import { frontOrder } from "./front-order.ts"

/**
 * What a study has to say on its parameters: its usable trials as points of the unit cube, each with a loss. Measures of importance read this
 * and nothing else, so all of them look at the same trials.
 */
export interface Evidence {
  /** The parameters that took more than one value. */
  readonly features: readonly Feature[]
  /** Numbers of the trials that count, in their order. */
  readonly trials: Int32Array
  /** By place among them; less is better. */
  readonly losses: Float64Array
  /**
   * Trials × features, row after row: the coordinate in 0..1 on the parameter's own scale (a log range in logs), of a choice the place of its
   * value, 0, 1, …; NaN where the parameter was not active.
   */
  readonly units: Float64Array
  /** What does not count, and why, for people; most frequent first. */
  readonly leftOut: readonly LeftOut[]
}

export interface Feature {
  readonly name: string
  readonly parameter: Parameter
  /** Of a choice how many values it has; 0 for what is ordered. */
  readonly levels: number
  /** Whether it was inactive in some trial. */
  readonly conditional: boolean
}

export interface LeftOut {
  /** `12 failed trials`, or the name of a parameter. */
  readonly what: string
  readonly why: string
}

/**
 * What is to be explained: a metric that trials report, its direction known when it is an objective; how long trials took; or how near trials
 * are to the front of all objectives.
 */
export type Target = { readonly metric: string } | { readonly duration: true } | { readonly front: true }

/**
 * The evidence for a target, by default the first objective. Usable are complete trials with a finite value that fit in today's space and that
 * nobody has excluded; those that broke a limit count too, their value is real. Of a metric that is no objective, less is taken as better;
 * a duration is in seconds, a place in the order of fronts a count. Parameters with one value are left out, and named.
 */
export function evidenceOf(ledger: Ledger, target: Target = { metric: ledger.definition.objectives[0]!.metric }): Evidence {
  const usable: { readonly trial: CompleteTrial; readonly flat: Readonly<Record<string, Json>>; readonly loss: number }[] = []
  const reasons = new Map<string, number>()
  const skip = (why: string): void => void reasons.set(why, (reasons.get(why) ?? 0) + 1)
  for (const trial of ledger.trials) {
    if (trial.state !== "complete") skip(trial.state)
    else if (trial.excluded !== undefined) skip("excluded")
    else {
      const loss = lossOf(ledger, trial, target)
      const flat = flatToday(ledger, trial)
      if (!Number.isFinite(loss)) skip("without a finite value")
      else if (flat === undefined) skip("outside of today's space")
      else usable.push({ trial, flat, loss })
    }
  }
  const losses =
    "front" in target ? frontOrder(usable.map(({ trial }) => ledger.rules.losses(trial.values))) : usable.map(({ loss }) => loss)
  const all = ledger.space.parameters.filter(({ kind }) => kind !== "constant")
  const columns = all.map((parameter) => Float64Array.from(usable, ({ flat }) => unitOf(parameter, flat[parameter.name])))
  const varying = all.flatMap((_, p) => (varies(columns[p]!) ? [p] : []))
  return {
    features: varying.map((p) => featureOf(all[p]!, columns[p]!)),
    trials: Int32Array.from(usable, ({ trial }) => trial.number),
    losses: Float64Array.from(losses),
    units: Float64Array.from({ length: usable.length * varying.length }, (_, k) => {
      const row = Math.floor(k / varying.length)
      return columns[varying[k % varying.length]!]![row]!
    }),
    leftOut: [
      ...[...reasons].sort((a, b) => b[1] - a[1]).map(([why, count]) => ({ what: `${count} ${count === 1 ? "trial" : "trials"}`, why })),
      ...all
        .filter((_, p) => usable.length > 0 && !varying.includes(p))
        .map(({ name }) => ({ what: name, why: "took one value in all usable trials" })),
    ],
  }
}

/** NaN or infinite for what is not known. */
function lossOf({ definition, rules }: Ledger, trial: CompleteTrial, target: Target): number {
  if ("front" in target) return rules.losses(trial.values).every(Number.isFinite) ? 0 : NaN
  if ("duration" in target) return (trial.endedAt - (trial.startedAt ?? NaN)) / 1000
  const value = trial.values[target.metric] ?? NaN
  const direction = definition.objectives.find(({ metric }) => metric === target.metric)?.direction
  return direction === "maximize" ? -value : value
}

/** The coordinate of a value, as `units` has it; NaN for none. */
export const unitOf = (parameter: Parameter, value: Json | undefined): number =>
  value === undefined
    ? NaN
    : parameter.kind === "choice"
      ? Math.floor(toUnit(parameter, value) * levels(parameter))
      : toUnit(parameter, value)

/** Not being active is a value too, beside at least one other. */
const varies = (column: Float64Array): boolean => new Set(column.filter((unit) => unit === unit)).size > 1

const featureOf = (parameter: Parameter, column: Float64Array): Feature => ({
  name: parameter.name,
  parameter,
  levels: parameter.kind === "choice" ? parameter.values.length : 0,
  conditional: column.some((unit) => unit !== unit),
})
