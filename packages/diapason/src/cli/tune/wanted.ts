import { fault, spaceFromJson, type Config, type Fidelity, type Space, type Wanted } from "@diapason/core"
import { wantedOf } from "../../api/goal.ts"
import type { Params } from "../flags.ts"
import { readRule } from "./adapt.ts"
import { readConfig } from "./baseline.ts"
import { inlineParameters } from "./inline-parameters.ts"
import { readPriors } from "./prior.ts"
import { defaultName } from "./study-name.ts"
import { withTargets } from "./until.ts"

/** The flags of `tune` that say what the study is. */
interface GoalFlags {
  readonly param?: Params | undefined
  readonly minimize?: readonly string[] | undefined
  readonly maximize?: readonly string[] | undefined
  readonly subjectTo?: readonly string[] | undefined
  readonly fidelity?: Fidelity | undefined
  readonly baseline?: readonly string[] | undefined
  readonly prior?: readonly string[] | undefined
  readonly trials?: number | undefined
  readonly for?: number | undefined
  readonly until?: readonly string[] | undefined
  readonly sampler?: string | undefined
  readonly scheduler?: string | undefined
  readonly adapt?: readonly string[] | undefined
  readonly seed?: number | undefined
  readonly name?: string | undefined
}

/** What a `tune` command asks for. */
export interface Tuning {
  readonly wanted: Wanted
  readonly space: Space
  readonly command: readonly string[]
  readonly baselines: readonly { readonly config: Config }[]
}

/** Reads the flags and the command of `tune`. Throws D1xx: nothing was started. */
export function tuningOf(flags: GoalFlags, words: readonly string[]): Tuning {
  const { command, params } = inlineParameters(words)
  const json = { ...flags.param, ...params }
  if (command.length === 0) throw fault("D142", { given: "" })
  if (Object.keys(json).length === 0) throw fault("D143", { given: command.join(" ") })
  if (flags.minimize === undefined && flags.maximize === undefined) throw fault("D141", { given: command.join(" ") })
  const space = spaceFromJson(json)
  const wanted = { ...wantedOf(goalOf(flags), space), command }
  const objectives = withTargets(wanted.objectives, flags.until ?? [])
  const baselines = (flags.baseline ?? []).map((text) => ({ config: readConfig("--baseline", text) }))
  return { wanted: { ...wanted, objectives, name: flags.name ?? defaultName(command, space, objectives) }, space, command, baselines }
}

function goalOf(flags: GoalFlags): Parameters<typeof wantedOf>[0] {
  const { minimize, maximize, subjectTo, fidelity, trials, for: wall, prior, sampler, scheduler, adapt, seed } = flags
  const budget = { ...(trials !== undefined && { trials }), ...(wall !== undefined && { wall }) }
  return {
    ...(minimize !== undefined && { minimize }),
    ...(maximize !== undefined && { maximize }),
    ...(subjectTo !== undefined && { constraints: subjectTo }),
    ...(fidelity !== undefined && { fidelity }),
    ...((trials !== undefined || wall !== undefined) && { budget }),
    ...(prior !== undefined && { priors: readPriors("--prior", prior) }),
    ...(sampler !== undefined && { sampler }),
    ...(scheduler !== undefined && { scheduler }),
    ...(adapt !== undefined && { adapt: adapt.map((text) => readRule("--adapt", text)) }),
    ...(seed !== undefined && { seed }),
  }
}
