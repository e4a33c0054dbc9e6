import type { Signals } from "@diapason/core"
import { exit } from "../exit.ts"

/** The signals of a terminal or a cluster, as the conductor understands them. */
interface Interrupts {
  readonly signals: Signals
  /** The exit code that the first signal asks for; undefined while none came. */
  readonly code: () => number | undefined
  /** Ends as Ctrl-C does; `interrupt` at once as the second does. */
  end(how: "drain" | "interrupt"): void
  /** Gives the signals back to the process. */
  dispose(): void
}

interface Told {
  /** An end was asked for. */
  readonly ending: (how: "drain" | "interrupt") => void
  /** The terminal was closed. Nobody is left to watch; the study goes on. */
  readonly hangup: () => void
}

/**
 * First Ctrl-C: start nothing more, let the running trials end. Second: end them now, they are put back. A termination drains
 * for `grace` milliseconds and then acts like the second.
 */
export function interrupts({ ending, hangup }: Told, grace = 60_000): Interrupts {
  const drain = new AbortController()
  const interrupt = new AbortController()
  let code: number | undefined
  let timer: NodeJS.Timeout | undefined
  const end = (how: "drain" | "interrupt"): void => {
    code ??= exit.interrupted
    const next = how === "drain" ? drain : interrupt
    if (next.signal.aborted) return
    next.abort()
    ending(how)
  }
  const onInt = (): void => end(drain.signal.aborted ? "interrupt" : "drain")
  const onTerm = (): void => {
    code ??= exit.preempted
    if (drain.signal.aborted) return onInt()
    end("drain")
    timer = setTimeout(() => interrupt.abort(), grace)
    timer.unref()
  }
  process.on("SIGINT", onInt).on("SIGTERM", onTerm).on("SIGHUP", hangup)
  return {
    signals: { drain: drain.signal, interrupt: interrupt.signal },
    code: () => code,
    end,
    dispose() {
      clearTimeout(timer)
      process.off("SIGINT", onInt).off("SIGTERM", onTerm).off("SIGHUP", hangup)
    },
  }
}
