import type { Clock, Signal } from "@diapason/core"
import { eventHeap } from "./event-heap.ts"

/**
 * A clock that moves only when told to. What is due happens in the order of its time, of two at one time the one that was asked
 * for first; between two of them everything that the first set off has settled. So a run is the same each time, and an hour
 * takes as long as what happens in it. Work on real files or processes is not waited for: drive that with `run`.
 */
export interface VirtualClock extends Clock {
  /** Lets `ms` milliseconds pass. */
  advance(ms: number): Promise<void>
  /** Lets time pass until nothing is waited for any more; what comes `every` so often does not count as waiting. */
  runUntilIdle(): Promise<void>
  /** Lets time pass until `work` has ended, and gives what it gave. Throws when it has not after `within` milliseconds. */
  run<T>(work: Promise<T>, within?: number): Promise<T>
}

/** A virtual clock that begins at `start`, milliseconds since 1970. */
export function virtualClock(start = 1_700_000_000_000): VirtualClock {
  const plan = eventHeap<Timer>()
  let now = start
  let awaited = 0

  const set = (ms: number, timer: Timer): void => {
    if (timer.state === "awaited") awaited++
    plan.push(now + Math.max(0, ms), timer)
  }
  const drop = (timer: Timer): void => {
    if (timer.state === "awaited") awaited--
    timer.state = "dropped"
  }
  /** When the next timer is due that somebody still wants. */
  const next = (): number | undefined => {
    while (plan.next()?.item.state === "dropped") plan.pop()
    return plan.next()?.at
  }
  const step = async (): Promise<void> => {
    const due = next() === undefined ? undefined : plan.pop()
    if (due === undefined) return
    now = Math.max(now, due.at)
    drop(due.item)
    due.item.fire()
    await settled()
  }
  const advanceTo = async (end: number): Promise<void> => {
    await settled()
    for (let at = next(); at !== undefined && at <= end; at = next()) await step()
    now = Math.max(now, end)
  }

  return {
    now: () => now,
    after: (ms, signal) => new Promise((resolve) => once(ms, resolve, signal, { set, drop })),
    every(ms, tick, signal) {
      const again = (): void => {
        if (signal.aborted) return
        set(ms, { state: "coming around", fire: again })
        tick()
      }
      set(ms, { state: "coming around", fire: again })
    },
    advance: (ms) => advanceTo(now + ms),
    async runUntilIdle() {
      await settled()
      while (awaited > 0) await step()
    },
    async run(work, within = 366 * 86_400_000) {
      const end = now + within
      let running = true
      const over = (): void => void (running = false)
      work.then(over, over)
      for (await settled(); running; await settled()) {
        const at = next()
        if (at === undefined) await elsewhere(work, now)
        else if (at > end) throw new Error(`the work has not ended within ${within} ms of virtual time`)
        else await step()
      }
      return work
    },
  }
}

interface Timer {
  /** Whether somebody waits for it, it only comes around, or nobody wants it any more. */
  state: "awaited" | "coming around" | "dropped"
  fire(): void
}

interface Plan {
  set(ms: number, timer: Timer): void
  drop(timer: Timer): void
}

/** A timer that rings once: when due, or at once when `signal` is aborted. */
function once(ms: number, resolve: () => void, signal: Signal | undefined, plan: Plan): void {
  if (signal?.aborted === true) return resolve()
  const ring = (): void => {
    signal?.removeEventListener("abort", ring)
    plan.drop(timer)
    resolve()
  }
  const timer: Timer = { state: "awaited", fire: ring }
  signal?.addEventListener("abort", ring, { once: true })
  plan.set(ms, timer)
}

/** Resolves when every promise that could settle without a timer, a file or a process has done so. */
const settled = (): Promise<void> => new Promise((resolve) => setImmediate(resolve))

/** Nothing is planned: the work waits for something real, which gets two seconds to come. */
async function elsewhere(work: Promise<unknown>, now: number): Promise<void> {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<boolean>((resolve) => (timer = setTimeout(() => resolve(true), 2000)))
  const stuck = await Promise.race([late, work.then(no, no)])
  clearTimeout(timer)
  if (stuck) throw new Error(`nothing is left to happen at ${now}, and the work has not ended`)
}

const no = (): boolean => false
