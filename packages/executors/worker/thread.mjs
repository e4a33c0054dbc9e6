import { parentPort, workerData } from "node:worker_threads"

// One trial in a thread of its own: calls the objective of `workerData` and carries what it says to the thread that runs the study.
// Plain JavaScript, since a thread begins with a file that Node can run as it stands.

const { url, name, config, job } = workerData
const abort = new AbortController()
const waiting = new Map()
let asked = 0

/** Says something and resolves with the answer. */
function ask(say, ...args) {
  const id = asked++
  parentPort.postMessage({ id, say, args })
  return new Promise((resolve) => waiting.set(id, resolve))
}

parentPort.on("message", (message) => {
  if ("abort" in message) return abort.abort(message.abort)
  waiting.get(message.id)?.(message.answer)
  waiting.delete(message.id)
})

const trial = {
  ...job,
  signal: abort.signal,
  report: (metrics, at) => ask("report", at?.step, metrics),
  applied: (rev, step) => ask("applied", rev, step),
  refused: (rev, why) => ask("refused", rev, why),
  checkpoint: (step, path, bytes) => ask("checkpoint", step, path, bytes),
  artifact: (file, path, media) => ask("artifact", file, path, media),
  note: (key, value) => ask("note", key, value),
}

try {
  const objective = (await import(url))[name]
  if (typeof objective !== "function")
    throw Object.assign(new Error(`${url} has no function "${name}"`), { name: "TrialFailure", kind: "launch" })
  parentPort.postMessage({ outcome: await objective(config, trial) })
} catch (error) {
  const { name: called, message, kind, code } = error instanceof Error ? error : { name: "Error", message: String(error) }
  const absent = code === "ERR_MODULE_NOT_FOUND" && message.includes(" imported from ") && message.includes("thread.mjs")
  parentPort.postMessage({ thrown: absent ? { name: "TrialFailure", message, kind: "launch" } : { name: called, message, kind } })
}
parentPort.unref()
