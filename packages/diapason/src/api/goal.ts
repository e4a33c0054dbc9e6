import {
  fault,
  type Budget,
  type Chosen,
  type DataFacts,
  type Fidelity,
  type Json,
  type Objective,
  type Space,
  type Wanted,
} from "@diapason/core"

/** What is wanted of a study, in the words of the typed face and of the command line. */
export interface Goal {
  /** A metric, or several; with those of `maximize` these are the objectives, minimised ones first. */
  readonly minimize?: string | readonly string[]
  readonly maximize?: string | readonly string[]
  /**
   * Totals for the study, not for this call; `wall` in milliseconds. Without one a study goes on until `until` is reached, it is
   * cancelled, or the space is exhausted.
   */
  readonly budget?: Budget
  /** The first objective to reach its value here ends the study: `{ loss: 0.1 }`. */
  readonly until?: Readonly<Record<string, number>>
  readonly fidelity?: Fidelity
  /** Expressions over parameters and metrics that must hold: `"width * depth <= 512"`, `"latency < 20"`. */
  readonly constraints?: readonly string[]
  /** Where the best values probably lie, as in `priorsFromJson`: `{ lr: { around: 3e-3, spread: "3x" } }`. Beliefs, not bounds: they fade as results come in. */
  readonly priors?: Readonly<Record<string, Json>>
  /** A name, or a name with settings: `{ type: "tpe", candidates: 48 }`. Default `auto`. */
  readonly sampler?: string | Chosen
  readonly scheduler?: string | Chosen
  /** What may end the study before its budget is spent: `stagnation`, `regret-bound`, `emmr`, `cost-aware`. Default: nothing. */
  readonly terminator?: string | Chosen
  /**
   * Rules that change values of a running trial by its metrics: `{ param: "lr", by: "plateau" }`, or
   * `{ when: "loss > 1.2 * best(loss) for 5", set: { lr: "lr * 0.5" } }`. See docs/adaptation.md for the controllers and what they take.
   */
  readonly adapt?: readonly Readonly<Record<string, Json>>[]
  /** What is known of the data, in numbers: `{ rows: 150, columns: 4, classes: 3 }`; of earlier studies those on data that is alike teach more. */
  readonly facts?: DataFacts
  /** Of everything that is drawn; the same seed and results give the same suggestions. Default 0. */
  readonly seed?: number
  /** By which a store tells studies apart. Default `study`. */
  readonly name?: string
}

/** The part of a definition that a goal says. Throws D141 when nothing is to be optimised, D140 for a number that makes no sense. */
export function wantedOf<C>(goal: Goal, space: Space<C>): Wanted {
  const { budget, fidelity, constraints, priors, sampler, scheduler, terminator, adapt, seed, facts } = goal
  const all = [...space.constraints, ...(constraints ?? [])]
  wholeNumber("budget.trials", budget?.trials, 0)
  if (budget?.wall !== undefined && !(budget.wall >= 0 && budget.wall < Infinity)) {
    throw fault("D140", { flag: "budget.wall", text: String(budget.wall), expected: "a number of milliseconds" })
  }
  wholeNumber("seed", seed, Number.MIN_SAFE_INTEGER)
  return {
    name: goal.name ?? "study",
    space: space.json,
    objectives: objectivesOf(goal),
    ...(budget !== undefined && { budget }),
    ...(fidelity !== undefined && { fidelity }),
    ...(all.length > 0 && { constraints: all }),
    ...(priors !== undefined && { priors }),
    ...(sampler !== undefined && { sampler: chosen(sampler) }),
    ...(scheduler !== undefined && { scheduler: chosen(scheduler) }),
    ...(terminator !== undefined && { terminator: chosen(terminator) }),
    ...(adapt !== undefined && adapt.length > 0 && { adapt }),
    ...(seed !== undefined && { seed }),
    ...(facts !== undefined && { facts }),
  }
}

/** Throws D140 for a number that is not whole or below `least`; undefined passes. */
export function wholeNumber(option: string, value: number | undefined, least: number): void {
  if (value === undefined || (Number.isSafeInteger(value) && value >= least)) return
  throw fault("D140", { flag: option, text: String(value), expected: least > 0 ? `a whole number from ${least}` : "a whole number" })
}

/** The objectives of a goal, minimised ones first. */
function objectivesOf({ minimize, maximize, until = {} }: Goal): readonly Objective[] {
  const all: readonly Objective[] = [
    ...listOf(minimize).map((metric) => ({ metric, direction: "minimize" as const })),
    ...listOf(maximize).map((metric) => ({ metric, direction: "maximize" as const })),
  ]
  const names = all.map(({ metric }) => metric)
  if (names.length === 0) throw fault("D141", { given: "" })
  const twice = names.find((name, i) => names.indexOf(name) < i)
  if (twice !== undefined) throw fault("D140", { flag: "maximize", text: twice, expected: "a metric that is not an objective already" })
  for (const [metric, value] of Object.entries(until)) {
    if (names.includes(metric) && Number.isFinite(value)) continue
    throw fault("D140", { flag: "until", text: `{ ${metric}: ${value} }`, expected: `a finite value of ${names.join(" or ")}` })
  }
  return all.map((objective) => {
    const target = until[objective.metric]
    return target === undefined ? objective : { ...objective, target }
  })
}

const chosen = (spec: string | Chosen): Chosen => (typeof spec === "string" ? { type: spec } : spec)

const listOf = (names: string | readonly string[] | undefined): readonly string[] =>
  names === undefined ? [] : typeof names === "string" ? [names] : names
