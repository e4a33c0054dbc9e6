import type { Answer, Decision, Failure, TrialLink } from "@diapason/core"

/**
 * One attempt's side of its link: what it says goes on in order, one after the other; once it was told to leave it hears that
 * again; after its end nothing goes on at all. A record that cannot be written does not look like a fault of the script.
 */
export interface AttemptLink {
  report(step: number | undefined, metrics: Readonly<Record<string, number>>): Promise<Answer>
  /** Anything else, in its turn. Faults are told by `lost`. */
  send(say: (link: TrialLink) => Promise<void>): Promise<void>
  /** Says that the attempt is to leave, as later reports are answered. */
  hold(decision: Decision): void
  /** Nothing that is said from now on counts. */
  close(): void
  /** The decision that ended it. */
  readonly held: Decision | undefined
  /** Why what it said could not be recorded. */
  readonly lost: Failure | undefined
  /** Resolves when all that was said so far has been answered. */
  settled(): Promise<unknown>
  readonly lastStep: number
  readonly last: Readonly<Record<string, number>>
}

interface LinkEvents {
  /** The step that counts as done before the first report. */
  readonly from: number
  /** Called with each report, before it goes on. */
  readonly reported?: () => void
  /** Called once, with the first `stop` or `pause`. */
  readonly told: (decision: Decision) => void
  /** Called once, when the record could not be written. */
  readonly broken: () => void
}

export function attemptLink(link: TrialLink, events: LinkEvents): AttemptLink {
  let [closed, lastStep] = [false, events.from]
  let held: Decision | undefined
  let lost: Failure | undefined
  let last: Readonly<Record<string, number>> = {}
  let turn: Promise<unknown> = Promise.resolve()
  const inTurn = <T>(work: () => Promise<T>, otherwise: T): Promise<T> => {
    const mine = turn.then(work).catch((error: unknown) => {
      const first = lost === undefined
      lost ??= {
        kind: "infra",
        message: `what it reported could not be recorded: ${error instanceof Error ? error.message : String(error)}`,
      }
      if (first) events.broken()
      return otherwise
    })
    turn = mine
    return mine
  }
  const hold = (decision: Decision): void => {
    if (held !== undefined) return
    held = decision
    events.told(decision)
  }
  return {
    report(step, metrics) {
      events.reported?.()
      if (closed) return Promise.resolve(gone)
      return inTurn(async () => {
        if (held !== undefined) return held
        if (lost !== undefined) return gone
        const at = step ?? lastStep + 1
        lastStep = at
        last = { ...last, ...metrics }
        const decision = await link.report(at, metrics)
        if (decision.action === "stop" || decision.action === "pause") hold(decision)
        return decision
      }, gone)
    },
    send(say) {
      return closed ? Promise.resolve() : inTurn(async () => (lost === undefined ? say(link) : undefined), undefined)
    },
    hold,
    close: () => void (closed = true),
    get held() {
      return held
    },
    get lost() {
      return lost
    },
    settled: () => turn,
    get lastStep() {
      return lastStep
    },
    get last() {
      return last
    },
  }
}

const gone: Decision = { action: "stop", why: "the attempt has ended" }

/** What an attempt hears that somebody else has ended. */
export const stopped: Decision = { action: "stop", why: "the trial has ended" }
