import type { Signals } from "@diapason/core"
import { exit } from "../exit.ts"

/** The signals that a worker is sent, as a conductor understands them. */
interface Notices {
  readonly signals: Signals
  /** The exit code that the first of them asks for; undefined while none came. */
  readonly code: () => number | undefined
  /** Starts nothing more, and leaves when what runs has ended. */
  drain(): void
  /** Gives the signals back to the process. */
  dispose(): void
}

/**
 * SIGTERM and SIGUSR1 are a cluster's: the machine is needed, what runs saves and is put back. Ctrl-C drains. A second one of either ends
 * what runs at once. A closed terminal is no reason to leave. `told` hears what was asked for.
 */
export function notices(told: (how: "preempt" | "drain" | "interrupt") => void): Notices {
  const [drain, preempt, interrupt] = [new AbortController(), new AbortController(), new AbortController()]
  let code: number | undefined
  const abort = (controller: AbortController, how: "preempt" | "drain" | "interrupt"): void => {
    if (controller.signal.aborted) return
    told(how)
    controller.abort()
  }
  const onInt = (): void => {
    code ??= exit.interrupted
    if (drain.signal.aborted || preempt.signal.aborted) abort(interrupt, "interrupt")
    else abort(drain, "drain")
  }
  const onPreempt = (): void => {
    code ??= exit.preempted
    if (preempt.signal.aborted) abort(interrupt, "interrupt")
    else abort(preempt, "preempt")
  }
  const onHangup = (): void => undefined
  process.on("SIGINT", onInt).on("SIGTERM", onPreempt).on("SIGUSR1", onPreempt).on("SIGHUP", onHangup)
  return {
    signals: { drain: drain.signal, preempt: preempt.signal, interrupt: interrupt.signal },
    code: () => code,
    drain: () => drain.abort(),
    dispose: () => void process.off("SIGINT", onInt).off("SIGTERM", onPreempt).off("SIGUSR1", onPreempt).off("SIGHUP", onHangup),
  }
}
