import { protocolMajors, type ChildMessage, type ParentMessage, type UpdateMessage } from "@diapason/core/protocol"
import type { StepDecision } from "./step-decision.ts"
import { claimSpeech, speaks } from "./surroundings.ts"
import { openWire, type Wire } from "./wire.ts"

/** The one conversation of a process with its study; silent outside of one, and in processes that do not speak for the trial. */
export interface Session {
  send(message: ChildMessage): void
  /** Sends a report; its number. */
  report(step: number, metrics: Readonly<Record<string, number>>): number
  /** Resolves when the report with this number, and so all before it, was answered, or after 2 s. */
  answered(seq: number): Promise<void>
  /** The latest decision; a stop or pause stays. */
  readonly decision: StepDecision
  readonly saveRequested: boolean
  readonly signal: AbortSignal
  saved(): void
  /** The last report that was sent. */
  readonly seq: number
  /** New values that were received and not taken over yet, oldest first. What names a value that is no capability is refused at once. */
  readonly updates: UpdateMessage[]
  /** Whether the study was told what this process can do. */
  readonly greeted: boolean
}

export function openSession(capabilities: () => readonly string[]): Session {
  const silent = !speaks()
  const abort = new AbortController()
  const waiting = new Set<() => void>()
  let wire: Wire | undefined
  const updates: UpdateMessage[] = []
  let [seq, heard, rev, saveRequested, deaf, failed] = [0, 0, 0, false, false, false]
  let decision: StepDecision = goOn
  const hold = (next: StepDecision): void => {
    if (decision.stop) return
    decision = next
    if (next.stop) abort.abort(next)
  }
  const offered = (update: UpdateMessage): void => {
    if (update.rev <= rev) return // It came twice.
    rev = update.rev
    const able = capabilities()
    const fixed = Object.keys(update.config).filter((name) => !able.includes(`update:${name}`))
    if (fixed.length === 0) updates.push(update)
    else send({ type: "refused", rev, why: `this script does not change ${fixed.join(", ")} while it runs` })
  }
  const hear = (message: ParentMessage | undefined): void => {
    if (message === undefined) deaf = true
    else if (message.type === "save") saveRequested = true
    else if (message.type === "decision") {
      heard = Math.max(heard, message.for)
      if (message.action === "update") offered(message)
      const action = message.action === "update" ? "continue" : message.action
      hold({ action, why: message.why?.text ?? "", stop: action !== "continue" })
    } else if (message.type === "end") {
      hold({ action: "stop", why: message.stale === true ? "another attempt has taken over" : "the trial has ended", stop: true })
    }
    for (const wake of waiting) wake()
  }
  const send = (message: ChildMessage): void => {
    if (silent) return
    if (wire === undefined) {
      wire = openWire(hear)
      claimSpeech()
      wire.send({ type: "hello", protocol: protocolMajors, client: "typescript/0.1.0", capabilities: capabilities() })
      process.once("exit", (code) => code === 0 && !failed && wire?.send({ type: "bye" }))
    }
    failed ||= message.type === "fail"
    wire.send(message)
  }
  return {
    send,
    report(step, metrics) {
      send({ type: "report", seq: ++seq, step, metrics })
      return seq
    },
    answered(number) {
      const over = (): boolean => silent || deaf || wire?.listens !== true || decision.stop || heard >= number
      if (over()) return Promise.resolve()
      return new Promise((resolve) => {
        const wake = (): void => {
          if (!over()) return
          clearTimeout(timer)
          waiting.delete(wake)
          resolve()
        }
        const timer = setTimeout(() => (waiting.delete(wake), resolve()), answerTime)
        waiting.add(wake)
      })
    },
    get decision() {
      return decision
    },
    get saveRequested() {
      return saveRequested
    },
    saved: () => void (saveRequested = false),
    signal: abort.signal,
    get seq() {
      return seq
    },
    updates,
    get greeted() {
      return wire !== undefined
    },
  }
}

/** Milliseconds after which no answer means continue. */
const answerTime = 2000

const goOn: StepDecision = { action: "continue", why: "", stop: false }
