import {
  fault,
  type Config,
  type Definition,
  type EventStore,
  type Failure,
  type Ledger,
  type Metrics,
  type Session,
  type Space,
} from "@diapason/core"
import { systemStudy } from "../host/system-study.ts"
import { wantedOf, type Goal } from "./goal.ts"

/** A study that the caller drives: ask for a trial, evaluate it anywhere, tell its values. */
export interface Study<C> {
  /** The next configuration to try; undefined when the budget is spent or the space exhausted. */
  ask(): Promise<AskedStudyTrial<C> | undefined>
  /** The best feasible complete trial so far; with several objectives the first of the front. */
  readonly best: BestTrial<C> | undefined
  /** All trials that no other dominates. */
  readonly front: readonly BestTrial<C>[]
  /** Everything that is known. */
  readonly ledger: Ledger
  close(): Promise<void>
}

export interface AskedStudyTrial<C> {
  readonly number: number
  readonly config: C
  readonly why: string
  readonly fidelity?: number
  /** Says what the trial is to do; `stop` and `pause` end it for the caller. */
  report(metrics: Metrics, at: { readonly step: number }): Promise<{ readonly action: "continue" | "stop" | "pause"; readonly why: string }>
  tell(values: number | Metrics): Promise<{ readonly best: boolean }>
  fail(failure: Pick<Failure, "kind" | "message">): Promise<void>
}

export interface BestTrial<C> {
  readonly number: number
  readonly config: C
  readonly values: Metrics
  readonly why: string
}

/** What a study is about, in code. */
export interface StudyOptions<C> extends Goal {
  readonly space: Space<C>
  /** `memory:` (the default here), `sqlite:PATH`, or an open store. */
  readonly store?: string | EventStore
  readonly baselines?: readonly { readonly config: Partial<C>; readonly label?: string }[]
}

/** Opens a study for ask and tell. On a lasting store the same call goes on with it. Throws D1xx, D301, D4xx. */
export async function createStudy<C>(options: StudyOptions<C>): Promise<Study<C>> {
  const study = await systemStudy({
    wanted: wantedOf(options, options.space),
    store: options.store ?? "memory:",
    ...(options.baselines !== undefined && { baselines: options.baselines as readonly { config: Config; label?: string }[] }),
  })
  const session = await study.open()
  return {
    async ask() {
      const asked = await session.ask()
      if (asked.kind === "fenced") throw fault("D304", { study: session.ledger.definition.name })
      if (asked.kind !== "trial") return undefined
      return askedTrial<C>(session, asked.number)
    },
    get best() {
      return frontOf<C>(session.ledger)[0]
    },
    get front() {
      return frontOf<C>(session.ledger)
    },
    ledger: session.ledger,
    async close() {
      await session.close("closed by the caller")
      await study.close()
    },
  }
}

function askedTrial<C>(session: Session, number: number): AskedStudyTrial<C> {
  const trial = session.ledger.trials[number]!
  return {
    number,
    config: trial.config as C,
    why: trial.why,
    ...(trial.fidelity !== undefined && { fidelity: trial.fidelity }),
    report: (metrics, { step }) => session.report(number, step, metrics),
    tell: (values) => session.tell(number, metricsOf(session.ledger.definition, values)),
    fail: (failure) => session.fail(number, failure),
  }
}

/** A bare number stands for the only objective. */
export function metricsOf(definition: Definition, values: number | Metrics): Metrics {
  return typeof values === "number" ? { [definition.objectives[0]!.metric]: values } : values
}

/** The trials of the front as the typed face shows them, in the order in which they were found. */
export function frontOf<C>(ledger: Ledger): readonly BestTrial<C>[] {
  return ledger.front.map((n) => {
    const trial = ledger.trials[n]!
    return { number: n, config: trial.config as C, values: "values" in trial ? trial.values : {}, why: trial.why }
  })
}
