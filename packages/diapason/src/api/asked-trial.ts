import {
  asHeard,
  fault,
  trialSeed,
  type Answer,
  type AskedTrial as Asked,
  type FailureKind,
  type Metrics,
  type Session,
  type TrialState,
} from "@diapason/core"

/** A trial that the caller evaluates. It runs until it was told, has failed, or a report was answered with `stop` or `pause`. */
export interface AskedTrial<C> {
  readonly number: number
  readonly attempt: number
  readonly config: C
  /** Why this configuration. */
  readonly why: string
  /** 32 bits, the same at each attempt. */
  readonly seed: number
  /** The step to run to, when a fidelity was declared. */
  readonly fidelity?: number
  /** The last finished step and where it was saved, when the trial goes on from there. */
  readonly resume?: { readonly step: number; readonly path?: string }
  /**
   * Resolves with what the trial is to do. Without `step` it is the one after the last. `stop` and `pause` end the trial for the caller:
   * from then on a report gives the same answer, and `tell` and `fail` change nothing. An `update` brings new values by name in its
   * `config`: take them over and say `applied(rev)`, or `refused(rev, why)`.
   */
  report(metrics: Metrics, at?: { readonly step?: number }): Promise<Answer>
  applied(rev: number, step?: number): Promise<void>
  refused(rev: number, why: string): Promise<void>
  /** Says where the state after `step` was saved, so that a later attempt may go on from it. */
  checkpoint(step: number, path: string, bytes?: number): Promise<void>
  /**
   * Ends the trial with its values: a number where there is one objective, else metrics by name; what was reported counts where they
   * say nothing. The state is `failed` when an objective is missing or not finite. Throws D230 when the trial had ended.
   */
  tell(values?: number | Metrics): Promise<{ readonly state: TrialState; readonly best: boolean }>
  /**
   * Ends the trial without a value; takes a caught error as it is. `infra`, `preempted` and `interrupted` hand it out again, the default
   * `crash` and the others do not. Throws D230 when the trial had ended.
   */
  fail(failure: { readonly kind?: FailureKind; readonly message: string }): Promise<void>
}

/** The trial that a session was handed, as its caller sees it. */
export function askedTrial<C>(session: Session, { kind: _, config, ...asked }: Asked): AskedTrial<C> {
  const { number } = asked
  const { definition, trials } = session.ledger
  let lastStep = asked.resume?.step ?? 0
  let over: Answer | undefined
  const now = () => ({ state: session.ledger.trials[number]!.state, best: session.ledger.front.includes(number) })
  return {
    ...asked,
    config: config as C,
    seed: trialSeed(definition.seed, number, trials[number]?.reseeded),
    async report(metrics, { step = lastStep + 1 } = {}) {
      if (over !== undefined) return over
      lastStep = step
      const answer = heard(await session.report(number, step, metrics))
      if (answer.action === "stop" || answer.action === "pause") over = answer
      return answer
    },
    applied: (rev, step) => session.applied(number, rev, step),
    refused: (rev, why) => session.refused(number, rev, why),
    checkpoint: (step, path, bytes) => session.checkpoint(number, step, path, bytes),
    async tell(values = {}) {
      if (over === undefined) await session.tell(number, metricsOf(definition.objectives, values))
      return now()
    },
    async fail({ kind = "crash", message }) {
      if (over === undefined) await session.fail(number, { kind, message })
    },
  }
}

/** The verdict without what only the log needs. */
function heard(verdict: Parameters<typeof asHeard>[0]): Answer {
  const { report: _, diverged: __, ...answer } = { diverged: undefined, report: 0, ...asHeard(verdict) }
  return answer
}

/** A bare number stands for the only objective. */
function metricsOf(objectives: readonly { readonly metric: string }[], values: number | Metrics): Metrics {
  if (typeof values !== "number") return values
  if (objectives.length === 1) return { [objectives[0]!.metric]: values }
  const expected = `an object with ${objectives.map(({ metric }) => metric).join(" and ")}`
  throw fault("D140", { flag: "tell", text: String(values), expected })
}
