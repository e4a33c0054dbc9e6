import { toWire, type WireNumber } from "@diapason/core"
import { itemsOf, numberOf } from "./python-json.ts"
import type { OptunaTrial } from "./study.ts"

/** The limits that a constraints function of Optuna's said of its trials: numbers that are 0 or less where they hold. */
export interface Constraints {
  /** Metrics of ours that they become. */
  readonly names: readonly string[]
  metrics(trial: OptunaTrial): readonly (readonly [string, WireNumber])[]
}

/** `taken`: names that mean something else in the study. */
export function constraintsOf(trials: readonly OptunaTrial[], taken: ReadonlySet<string>): Constraints {
  const most = trials.reduce((most, trial) => Math.max(most, numbersOf(trial).length), 0)
  const names = Array.from({ length: most }, (_, i) => {
    let name = most === 1 ? "constraint" : `constraint_${i}`
    while (taken.has(name)) name = `optuna_${name}`
    return name
  })
  return { names, metrics: (trial) => numbersOf(trial).map((x, i) => [names[i]!, toWire(x)] as const) }
}

/** Until 3.0 the key named the sampler. */
function numbersOf({ system }: OptunaTrial): readonly number[] {
  const text = system["constraints"] ?? system["nsga2:constraints"]
  return text === undefined || !text.startsWith("[") ? [] : itemsOf(text).map(numberOf)
}
