import { protocolMajors, type ChildMessage, type ParentMessage } from "@diapason/core/protocol"
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
}

export function openSession(capabilities: () => readonly string[]): Session {
  const silent = !speaks()
  const abort = new AbortController()
  const waiting = new Set<() => void>()
  let wire: Wire | undefined
  let [seq, heard, saveRequested, deaf, failed] = [0, 0, false, false, false]
  let decision: StepDecision = goOn
  const hold = (next: StepDecision): void => {
    if (decision.stop) return
    decision = next
    if (next.stop) abort.abort(next)
  }
  const hear = (message: ParentMessage | undefined): void => {
    if (message === undefined) deaf = true
    else if (message.type === "save") saveRequested = true
    else if (message.type === "decision") {
      heard = Math.max(heard, message.for)
      // An update is for scripts that have said they take one.
      if (message.action !== "update") hold({ action: message.action, why: message.why?.text ?? "", stop: message.action !== "continue" })
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
  }
}

/** Milliseconds after which no answer means continue. */
const answerTime = 2000

const goOn: StepDecision = { action: "continue", why: "", stop: false }
