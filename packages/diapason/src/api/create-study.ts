import type { Config, EventStore, Space, Transfer } from "@diapason/core"
import { systemClock } from "../host/system-clock.ts"
import { systemStudy, type SystemStudy } from "../host/system-study.ts"
import { usualTransfer } from "../memory/usual-transfer.ts"
import { wantedOf, type Goal } from "./goal.ts"
import { studyFace, type Study } from "./study-face.ts"

/** What a study is about, in code. */
export interface StudyOptions<C> extends Goal {
  readonly space: Space<C>
  /** `memory:` (the default here), `sqlite:PATH`, or an open store, which stays the caller's to close. */
  readonly store?: string | EventStore
  /**
   * Whether a lasting study whose space, sampler or scheduler is another one by now goes on, with the change recorded as a revision and its
   * trials kept. An added parameter must then say what the earlier trials used: `float(0, 0.5, { was: 0 })`. Default false: D301.
   */
  readonly extend?: boolean
  /**
   * Which earlier studies of the store teach this one as it begins. Default: every study whose goal and space match; `"off"` where the
   * store is `memory:`. What was taught stands in the log.
   */
  readonly transfer?: Transfer | "off"
  /** Tried before anything else, in order; what a configuration leaves out takes its default. Each is tried once in the life of the study. */
  readonly baselines?: readonly { readonly config: Partial<NoInfer<C>>; readonly label?: string }[]
}

/** Opens a study for ask and tell. On a lasting store the same call goes on with it. Throws D1xx, D301, D4xx. */
export async function createStudy<C>(options: StudyOptions<C>): Promise<Study<C>> {
  const study = await studyOf(options)
  const session = await study.open().catch(async (error: unknown) => {
    await study.close()
    throw error
  })
  return studyFace<C>(session, systemClock, () => study.close())
}

/** The study of this process that the options describe. */
export function studyOf<C>(options: StudyOptions<C>): Promise<SystemStudy> {
  const { space, store = "memory:", baselines, extend, transfer = usualTransfer(store) } = options
  return systemStudy({
    wanted: wantedOf(options, space),
    store,
    transfer,
    ...(extend !== undefined && { extend }),
    ...(baselines !== undefined && { baselines: baselines as readonly { config: Config; label?: string }[] }),
  })
}
