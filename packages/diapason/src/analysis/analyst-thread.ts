import { Worker } from "node:worker_threads"
import { fault } from "@diapason/core"
import { unpacked, type Thrown } from "@diapason/executors"
import type { Analyst, Asked } from "@diapason/server"

/** What the program `worker/analyst.mjs` says to a question. */
type Answer = { readonly id: number } & ({ readonly given: unknown } | { readonly thrown: Thrown })

/**
 * An analyst in a thread of its own, with its own connection to the store of this address: it begins with the first question, and keeps no
 * process alive but while it is asked. A thread that dies is told of (D460) by whoever waits for it; the next question begins another.
 */
export function analystThread(store: string): Analyst {
  let life: Life | undefined
  let closed = false
  return {
    answer(asked) {
      if (closed) return Promise.reject(deathOf(asked, "the server is closing"))
      return (life ??= begin(store, (ended) => void (life === ended && (life = undefined)))).answer(asked)
    },
    async close() {
      closed = true
      await life?.worker.terminate()
    },
  }
}

/** One thread, from its start to its end. */
interface Life {
  readonly worker: Worker
  answer(asked: Asked): Promise<unknown>
}

interface Waiting {
  readonly asked: Asked
  resolve(given: unknown): void
  reject(error: Error): void
}

function begin(store: string, over: (ended: Life) => void): Life {
  // A server's terminal shows requests: what the thread writes is kept from it.
  const worker = new Worker(program, { workerData: store, stdout: true, stderr: true, execArgv: [] })
  worker.unref()
  const waiting = new Map<number, Waiting>()
  worker.on("message", (answer: Answer) => {
    const one = waiting.get(answer.id)
    waiting.delete(answer.id)
    if (waiting.size === 0) worker.unref()
    if ("given" in answer) one?.resolve(answer.given)
    else one?.reject(unpacked(answer.thrown))
  })
  const end = (why: string): void => {
    over(life)
    for (const { asked, reject } of waiting.values()) reject(deathOf(asked, why))
    waiting.clear()
  }
  worker.on("error", (error) => end(`its thread has ended: ${error.message}`))
  worker.on("exit", () => end("its thread has ended"))
  let count = 0
  const life: Life = {
    worker,
    answer: (asked) =>
      new Promise((resolve, reject) => {
        const id = count++
        waiting.set(id, { asked, resolve, reject })
        worker.ref()
        worker.postMessage({ id, asked })
      }),
  }
  return life
}

const deathOf = ({ study, question }: Asked, detail: string): Error => fault("D460", { study, what: question.kind, detail })

/** Plain JavaScript beside the sources, since a thread begins with a file that Node can run as it stands. */
const program = new URL("../../worker/analyst.mjs", import.meta.url)
