import { parentPort, workerData } from "node:worker_threads"
import { packed } from "@diapason/executors"
import { openStore } from "@diapason/stores"
import { answering } from "../dist/analysis/answering.js"

// The thread in which a server works out what takes a while: it answers questions on the studies of the store that it is given.

const opened = openStore(workerData).then(answering)
// Whoever asks is told why the store does not open.
opened.catch(() => undefined)
parentPort?.on("message", ({ id, asked }) => {
  opened
    .then((answer) => answer(asked))
    .then(
      (given) => parentPort?.postMessage({ id, given }),
      (error) => parentPort?.postMessage({ id, thrown: packed(error) }),
    )
})
