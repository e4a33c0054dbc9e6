import type { Facts } from "./ending.ts"
import { signalTree, type Tree } from "./tree.ts"

type Cause = NonNullable<Facts["cause"]>

/** How the processes of an attempt are brought to leave, and why. */
export interface Departure {
  /** Why the attempt is to end; undefined while nobody has asked, or it ended by itself. */
  readonly cause: Cause | undefined
  /** When the processes are killed, in milliseconds since 1970; Infinity while nobody has asked. */
  readonly killAt: number
  /** The process has ended, nobody is asked to leave any more. */
  readonly over: boolean
  /** Asks it to leave. A decision gives way to a graver cause, else the first one stays. */
  end(why: Cause): void
  /** Asks it to leave once `saved` has resolved, or after a time in milliseconds: it was asked to save before. */
  endSaved(saved: Promise<unknown>, within: number): void
  /** Asks it to leave, and kills it after this many milliseconds at the latest, whatever was said before. */
  endWithin(ms: number): void
  /** Ends it by itself after a time in milliseconds, without a cause: it was told why. */
  endAfter(ms: number): void
  /** Says that the process has ended. */
  done(): void
}

interface Leaving {
  readonly tree: () => Tree
  /** Milliseconds between being asked and being killed. */
  readonly grace: number
  /** Whether the client leaves by itself when told to. */
  readonly leaves: () => boolean
}

/** A client that listens leaves by itself; the rest is told by SIGTERM to the whole tree, and SIGKILL after the grace. */
export function departure({ tree, grace, leaves }: Leaving): Departure {
  const timers: NodeJS.Timeout[] = []
  let cause: Cause | undefined
  let [leaving, over] = [false, false]
  let killAt = Infinity
  const later = (act: () => void, ms: number): void => void timers.push(setTimeout(act, ms))
  const killIn = (ms: number): void => {
    killAt = Date.now() + ms
    later(() => signalTree(tree(), "SIGKILL"), ms)
  }
  const terminate = (): void => {
    if (over || killAt !== Infinity) return
    signalTree(tree(), "SIGTERM")
    killIn(grace)
  }
  const end = (why: Cause): void => {
    if (over || (cause !== undefined && cause !== "decision")) return
    cause = why
    if (why !== "decision") return terminate()
    if (leaving) return
    leaving = true
    if (leaves()) later(terminate, grace)
    else terminate()
  }
  return {
    end,
    endSaved(saved, within) {
      if (over || (cause !== undefined && cause !== "decision")) return
      cause = "interrupt"
      later(terminate, within)
      void saved.then(terminate)
    },
    endWithin(ms) {
      end("interrupt")
      if (over) return
      terminate()
      if (killAt > Date.now() + ms) killIn(ms)
    },
    endAfter: (ms) => later(terminate, ms),
    done() {
      over = true
      timers.forEach(clearTimeout)
    },
    get cause() {
      return cause
    },
    get killAt() {
      return killAt
    },
    get over() {
      return over
    },
  }
}
