import type { Answered, Said } from "./racer-worker.ts"
import type { Step } from "./racer.ts"
import type { Setup } from "./setup.ts"
import type { Runs } from "./standings.ts"

/** A race in progress: every sampler in a thread of its own, all at the same trial. */
export interface Race {
  readonly setup: Setup
  readonly runs: ReadonlyMap<string, Runs>
  /** Trials that each sampler has made in all races together. */
  readonly round: number
  readonly ended: boolean
  /** One more trial of each. Resolves when all are there; rejects with what went wrong in a thread. */
  step(): Promise<void>
  /** Ends the threads. */
  close(): void
}

/** `program` is the text of the racers' thread, so that the page is one file and opens from a folder too. */
export function startRace(setup: Setup, program: string): Race {
  const url = URL.createObjectURL(new Blob([program], { type: "text/javascript" }))
  const threads = setup.samplers.map((sampler) => ({ sampler, ask: asking(new Worker(url)), over: false }))
  const runs = new Map(setup.samplers.map((sampler) => [sampler, Array.from({ length: setup.races }, (): Step[] => [])]))
  let [race, round, ended] = [-1, 0, false]
  const begin = async (): Promise<void> => {
    race += 1
    await Promise.all(
      threads.map(async (thread) => {
        thread.over = false
        await thread.ask.of({ begin: { setup, sampler: thread.sampler, race } })
      }),
    )
  }
  const one = async (thread: (typeof threads)[number]): Promise<void> => {
    if (thread.over) return
    const answer = await thread.ask.of("next")
    if ("step" in answer && answer.step !== undefined) runs.get(thread.sampler)![race]!.push(answer.step)
    else thread.over = true
  }
  return {
    setup,
    runs,
    get round() {
      return round
    },
    get ended() {
      return ended
    },
    async step() {
      if (ended) return
      if (round % setup.trials === 0) await begin()
      await Promise.all(threads.map(one))
      round += 1
      ended = round >= setup.trials * setup.races
    },
    close() {
      ended = true
      for (const { ask } of threads) ask.end()
      URL.revokeObjectURL(url)
    },
  }
}

/** A thread that answers one question at a time. */
function asking(worker: Worker): { of(said: Said): Promise<Answered>; end(): void } {
  return {
    of: (said) =>
      new Promise((resolve, reject) => {
        worker.onmessage = ({ data }: MessageEvent<Answered>) => ("failed" in data ? reject(new Error(data.failed)) : resolve(data))
        worker.onerror = ({ message }) => reject(new Error(message))
        worker.postMessage(said)
      }),
    end: () => worker.terminate(),
  }
}
