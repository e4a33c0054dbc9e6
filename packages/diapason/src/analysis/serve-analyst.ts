import { parentPort, workerData } from "node:worker_threads"
import { packed } from "@diapason/executors"
import type { Asked } from "@diapason/server"
import { openStore } from "@diapason/stores"
import { answering } from "./answering.ts"
import type { Answer } from "./analyst-thread.ts"

/** The program of the thread of `analystThread`: answers questions on the studies of its store. Throws in a main thread. */
export function serveAnalyst(): void {
  const port = parentPort
  if (port === null) throw new Error("an analyst is served in a thread only")
  const opened = openStore(workerData as string).then(answering)
  opened.catch(() => undefined)
  port.on("message", ({ id, asked }: { readonly id: number; readonly asked: Asked }) => {
    const tell = (answer: Answer): void => port.postMessage(answer)
    opened
      .then((answer) => answer(asked))
      .then(
        (given) => tell({ id, given }),
        (error: unknown) => tell({ id, thrown: packed(error) }),
      )
  })
}
