import { fault, type Config, type EventStore, type Ledger, type Space, type Transfer } from "@diapason/core"
import { systemClock } from "../host/system-clock.ts"
import { recommendedTrial } from "@diapason/algorithms"
import { systemStudy, type SystemStudy } from "../host/system-study.ts"
import { askedTrial, type AskedTrial } from "./asked-trial.ts"
import { usualTransfer } from "../memory/usual-transfer.ts"
import { wantedOf, type Goal } from "./goal.ts"
import { nextTrial } from "./next-trial.ts"
import { frontOf, trialsOf, type BestTrial, type TrialOf } from "./trial-of.ts"

/** A study that the caller drives: ask for a trial, evaluate it anywhere, tell its values. */
export interface Study<C> {
  /**
   * The next trial; undefined when the budget is spent, the space exhausted or the study closed. Several may be in flight. Where a
   * scheduler must see a running trial end before it can go on, this waits for it, so tell that one elsewhere. Throws D304.
   */
  ask(): Promise<AskedTrial<C> | undefined>
  /** The best feasible complete trial so far; with several objectives the first of the front. */
  readonly best: BestTrial<C> | undefined
  /**
   * The trial to stake one's name on, with the values that it is expected to have when it is run again: where results are noisy the best
   * by a model, since the best value seen is a lucky one. Computed at each reading, some 50 ms at most.
   */
  readonly recommended: Recommended<C> | undefined
  /** All trials that no other dominates. */
  readonly front: readonly BestTrial<C>[]
  /** All trials so far, by number. */
  readonly trials: readonly TrialOf<C>[]
  /** Everything that is known. */
  readonly ledger: Ledger
  /** Leaves the study. Trials that were not told are handed out again when it is next opened. */
  close(): Promise<void>
}

/** See `Study.recommended`. */
export interface Recommended<C> {
  /** Complete, or paused with a better value than any complete one. */
  readonly trial: TrialOf<C>
  readonly estimate: Readonly<Record<string, number>>
}

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
  const { ledger } = session
  const closed = new AbortController()
  let closing: Promise<void> | undefined
  return {
    async ask() {
      const asked = await nextTrial(session, systemClock, closed.signal)
      if (asked === "fenced") throw fault("D304", { study: ledger.definition.name })
      return asked && askedTrial<C>(session, asked)
    },
    get best() {
      return frontOf<C>(ledger)[0]
    },
    get recommended() {
      return recommendedTrial(ledger) as Recommended<C> | undefined
    },
    get front() {
      return frontOf<C>(ledger)
    },
    get trials() {
      return trialsOf<C>(ledger)
    },
    ledger,
    close() {
      closed.abort()
      closing ??= session.close("closed by the caller").finally(() => study.close())
      return closing
    },
  }
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
