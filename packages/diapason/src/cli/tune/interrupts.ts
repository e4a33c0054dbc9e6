import type { Signals } from "@diapason/core"
import { exit } from "../exit.ts"

/** The signals of a terminal or a cluster, as the conductor understands them. */
interface Interrupts {
  readonly signals: Signals
  /** The exit code that the first signal asks for; undefined while none came. */
  readonly code: () => number | undefined
  /** Gives the signals back to the process. */
  dispose(): void
}

/**
 * First Ctrl-C: start nothing more, let the running trials end. Second: end them now, they are put back. A termination drains
 * for `grace` milliseconds and then acts like the second.
 */
export function interrupts(told: (how: "drain" | "interrupt") => void, grace = 60_000): Interrupts {
  const drain = new AbortController()
  const interrupt = new AbortController()
  let code: number | undefined
  let timer: NodeJS.Timeout | undefined
  const onInt = (): void => {
    code ??= exit.interrupted
    const next = drain.signal.aborted ? interrupt : drain
    if (next.signal.aborted) return
    next.abort()
    told(next === drain ? "drain" : "interrupt")
  }
  const onTerm = (): void => {
    code ??= exit.preempted
    if (drain.signal.aborted) return onInt()
    drain.abort()
    told("drain")
    timer = setTimeout(() => interrupt.abort(), grace)
    timer.unref()
  }
  process.on("SIGINT", onInt)
  process.on("SIGTERM", onTerm)
  return {
    signals: { drain: drain.signal, interrupt: interrupt.signal },
    code: () => code,
    dispose() {
      clearTimeout(timer)
      process.off("SIGINT", onInt)
      process.off("SIGTERM", onTerm)
    },
  }
}
