import type { Clock, Executor, Running, Signal } from "@diapason/core"

/** How long a worker has had nothing to do. */
interface Idleness {
  /** The executor, with what it runs counted. */
  watching(executor: Executor): Executor
  /** Milliseconds since something ran last, or since the beginning; 0 while something runs. */
  idle(): number
  /** Looks once a second, and calls `act` when nothing has run for `limit` milliseconds. */
  after(limit: number, act: () => void, until: Signal): void
}

/** Counted in ticks of the clock, not by the time of day: a clock that is set does not send a worker home. */
export function idleness(clock: Clock, life: Signal): Idleness {
  let [running, idle] = [0, 0]
  const ended = (): void => void running--
  clock.every(second, () => (idle = running > 0 ? 0 : idle + second), life)
  return {
    watching: (executor) => ({
      ...executor,
      launch(job, link): Running {
        running++
        idle = 0
        const attempt = executor.launch(job, link)
        void attempt.ended.then(ended, ended)
        return attempt
      },
    }),
    idle: () => (running > 0 ? 0 : idle),
    after: (limit, act, until) => clock.every(Math.min(second, limit), () => running === 0 && idle >= limit && act(), until),
  }
}

const second = 1000
