import type { Config } from "../event/config.ts"
import type { Objective } from "../event/definition.ts"
import type { Json } from "../event/json.ts"
import type { Ledger } from "../ledger/ledger.ts"
import { configToday, flatToday } from "../ledger/revision.ts"
import { bestAndSpread } from "./best-and-spread.ts"
import type { DataFacts } from "./lesson.ts"

/**
 * An earlier study as it is remembered: its space, its goals, and the configurations that were tried with what came of them. Plain JSON
 * without commands, places or people.
 */
export interface Remembered {
  readonly study: string
  /** In the JSON form of spaces. */
  readonly space: Readonly<Record<string, Json>>
  readonly objectives: readonly Pick<Objective, "metric" | "direction">[]
  readonly facts?: DataFacts
  readonly trials: readonly RememberedTrial[]
}

/** A configuration in the words of its study, and the values of the objectives. */
export interface RememberedTrial {
  readonly config: Config
  readonly values: Readonly<Record<string, number>>
}

/** Trials that are remembered of one study: the best of it and its spread. */
const mostRemembered = 400

/**
 * What a study has to teach: its complete trials, in the space that it has by now. Those that were excluded, broke a limit on
 * results or gave no finite value teach nothing.
 */
export function rememberedOf(ledger: Ledger, most = mostRemembered): Remembered {
  const { definition, space, rules } = ledger
  const trials: RememberedTrial[] = []
  for (const n of [...ledger.finished].sort((a, b) => a - b)) {
    const trial = ledger.trials[n]!
    if (trial.state !== "complete" || trial.excluded !== undefined || flatToday(ledger, trial) === undefined) continue
    const config = configToday(ledger, trial)
    if (!rules.losses(trial.values).every(Number.isFinite) || rules.violations(trial.values, config).some((v) => v > 0)) continue
    trials.push({ config, values: Object.fromEntries(definition.objectives.map(({ metric }) => [metric, trial.values[metric]!])) })
  }
  return {
    study: definition.name,
    space: space.json,
    objectives: definition.objectives.map(({ metric, direction }) => ({ metric, direction })),
    ...(definition.facts !== undefined && { facts: definition.facts }),
    trials: bestAndSpread(trials, ({ values }) => rules.losses(values), most),
  }
}
