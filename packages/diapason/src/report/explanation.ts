import { Worker } from "node:worker_threads"
import { explained, type Evidence, type Explained } from "@diapason/algorithms"

/** Works out what mattered. */
export type Explain = (evidence: Evidence) => Explained | Promise<Explained>

/** By the model that predicts better, as everywhere. */
export function explanation(evidence: Evidence): Explained {
  return showable(explained(evidence))
}

/**
 * The same in a thread beside the caller's, where it takes a while: about a second for a thousand trials of twenty parameters. What no thread
 * answers is worked out here.
 */
export function explanationBeside(evidence: Evidence): Explained | Promise<Explained> {
  if (evidence.losses.length < worthwhile) return explanation(evidence)
  return explainedInThread(evidence).then(showable, () => explanation(evidence))
}

/** In a thread alone; rejects where it ends without an answer. */
export function explainedInThread(evidence: Evidence): Promise<Explained> {
  const worker = new Worker(program, { workerData: evidence, stdout: true, stderr: true, execArgv: [] })
  return new Promise((resolve, reject) => {
    worker.once("message", resolve)
    worker.once("error", reject)
    worker.once("exit", () => reject(new Error("the thread has ended without a word")))
  })
}

/** Shares that cannot be reckoned with are none. */
function showable(told: Explained): Explained {
  const { importance, scalings } = told
  if ("lacks" in importance || Number.isFinite(importance.r2 + importance.rest)) return told
  return { importance: { lacks: "The values differ by more than shares can be reckoned with.", leftOut: importance.leftOut }, scalings }
}

/** Trials from which on a thread, which takes a tenth of a second to begin, is worth it. */
const worthwhile = 200

/** Bundled from `explainer.ts`. */
const program = new URL("../../dist/command/explainer.js", import.meta.url)
