import { parentPort, workerData } from "node:worker_threads"
import { startServing } from "../dist/serve/start-serving.js"

// The thread that serves the page of a study while it runs.

try {
  const { url, note, close } = await startServing(workerData)
  parentPort?.once("message", () => void close())
  parentPort?.postMessage({ url, ...(note !== undefined && { note: note.words.what + " " + note.words.mend }) })
} catch (error) {
  parentPort?.postMessage({ failed: error instanceof Error ? error.message : String(error) })
}
