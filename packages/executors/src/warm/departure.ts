import type { Facts } from "../process/ending.ts"
import type { Worker } from "./worker.ts"

type Cause = NonNullable<Facts["cause"]>

/** How a trial on a process that stays is brought to its end, and why. */
export interface Departure {
  /** Why the trial is to end; undefined while nobody has asked, or it ended by itself. */
  readonly cause: Cause | undefined
  /** The trial has ended, and nothing of it is asked to end any more. */
  readonly over: boolean
  /** Ends it with its process. A decision gives way to a graver cause, else the first one stays. */
  end(why: Exclude<Cause, "decision">): void
  /** It knows of a decision by the answer to its report, or by what it was told, and has this long to end the trial by itself. */
  told(): void
  /** Ends its process, whatever the cause. */
  terminate(): void
  /** Does something in a while, unless all is released before. */
  later(act: () => void, ms: number): NodeJS.Timeout
  done(): void
  release(): void
}

/** @param grace milliseconds */
export function departure(worker: Worker, grace: number): Departure {
  const timers: NodeJS.Timeout[] = []
  let cause: Cause | undefined
  let over = false
  const later = (act: () => void, ms: number): NodeJS.Timeout => {
    const timer = setTimeout(act, ms)
    timers.push(timer)
    return timer
  }
  const terminate = (): void => worker.end(grace)
  return {
    end(why) {
      if (over || (cause !== undefined && cause !== "decision")) return
      cause = why
      terminate()
    },
    told() {
      cause ??= "decision"
      later(terminate, grace)
    },
    terminate,
    later,
    done: () => void (over = true),
    release: () => timers.forEach(clearTimeout),
    get cause() {
      return cause
    },
    get over() {
      return over
    },
  }
}
