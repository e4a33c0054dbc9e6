import type { ScheduleFile } from "@diapason/algorithms"
import { fault, spaceFromJson, type Config, type Fidelity, type Space, type Wanted } from "@diapason/core"
import { wantedOf } from "../../api/goal.ts"
import type { Params } from "../flags.ts"
import { readRule } from "./adapt.ts"
import { readAlgorithm } from "./algorithm.ts"
import { readConfig } from "./baseline.ts"
import { inlineParameters } from "./inline-parameters.ts"
import { readPriors } from "./prior.ts"
import { asReplay } from "./replayed.ts"
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
  readonly terminator?: string | undefined
  readonly adapt?: readonly string[] | undefined
  readonly seed?: number | undefined
  readonly name?: string | undefined
  readonly replaySchedule?: ScheduleFile | undefined
}

/** What a `tune` command asks for. */
export interface Tuning {
  readonly wanted: Wanted
  readonly space: Space
  readonly command: readonly string[]
  readonly baselines: readonly { readonly config: Config }[]
  /** The schedule that is trained by again. */
  readonly replays?: ScheduleFile
}

/** Reads the flags and the command of `tune`. Throws D1xx: nothing was started. */
export function tuningOf(given: GoalFlags, words: readonly string[]): Tuning {
  const { replaySchedule: replays } = given
  const flags = replays === undefined ? given : withSchedule(given, replays)
  const { command, params } = inlineParameters(words)
  const own = { ...flags.param, ...params }
  const json = replays !== undefined && Object.keys(own).length === 0 ? replays.space : own
  if (command.length === 0) throw fault("D142", { given: "" })
  if (Object.keys(json).length === 0) throw fault("D143", { given: command.join(" ") })
  if (flags.minimize === undefined && flags.maximize === undefined) throw fault("D141", { given: command.join(" ") })
  const space = spaceFromJson(json)
  const bare = { ...wantedOf(goalOf(flags), space), command }
  const wanted = replays === undefined ? bare : asReplay(replays, bare)
  const objectives = withTargets(wanted.objectives, flags.until ?? [])
  const baselines = (flags.baseline ?? []).map((text) => ({ config: readConfig("--baseline", text) }))
  const name = flags.name ?? (replays === undefined ? defaultName(command, space, objectives) : wanted.name)
  return { wanted: { ...wanted, objectives, name }, space, command, baselines, ...(replays !== undefined && { replays }) }
}

/** What a schedule was found with is what it is trained with again, unless flags say otherwise. Throws D140 for flags that it leaves nothing to. */
function withSchedule(flags: GoalFlags, { objectives, fidelity }: ScheduleFile): GoalFlags {
  for (const [flag, value] of Object.entries({ sampler: flags.sampler, scheduler: flags.scheduler, baseline: flags.baseline?.[0] })) {
    if (value === undefined) continue
    throw fault("D140", { flag: `--${flag}`, text: value, expected: "nothing beside --replay-schedule, which brings all values," })
  }
  const ofDirection = (wanted: string): readonly string[] | undefined => {
    const names = objectives.filter(({ direction }) => direction === wanted).map(({ metric }) => metric)
    return names.length === 0 ? undefined : names
  }
  const goal =
    flags.minimize === undefined && flags.maximize === undefined
      ? { minimize: ofDirection("minimize"), maximize: ofDirection("maximize") }
      : {}
  return { ...flags, ...goal, fidelity: flags.fidelity ?? fidelity }
}

function goalOf(flags: GoalFlags): Parameters<typeof wantedOf>[0] {
  const { minimize, maximize, subjectTo, fidelity, trials, for: wall, prior, sampler, scheduler, terminator, adapt, seed } = flags
  const budget = { ...(trials !== undefined && { trials }), ...(wall !== undefined && { wall }) }
  return {
    ...(minimize !== undefined && { minimize }),
    ...(maximize !== undefined && { maximize }),
    ...(subjectTo !== undefined && { constraints: subjectTo }),
    ...(fidelity !== undefined && { fidelity }),
    ...((trials !== undefined || wall !== undefined) && { budget }),
    ...(prior !== undefined && { priors: readPriors("--prior", prior) }),
    ...(sampler !== undefined && { sampler: readAlgorithm("--sampler", sampler) }),
    ...(terminator !== undefined && { terminator: readAlgorithm("--terminator", terminator) }),
    ...(scheduler !== undefined && { scheduler: readAlgorithm("--scheduler", scheduler) }),
    ...(adapt !== undefined && { adapt: adapt.map((text) => readRule("--adapt", text)) }),
    ...(seed !== undefined && { seed }),
  }
}
