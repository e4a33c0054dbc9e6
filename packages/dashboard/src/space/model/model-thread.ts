import { base } from "../../live/api.ts"
import type { Told, Wanted } from "./model-worker.ts"

/** The file of the thread, whose name has a hash; the bundler writes it here. */
declare const modelWorker: string

/** A thread that models trials, so that the page stays at hand. */
export interface ModelThread {
  ask(wanted: Wanted): void
  /** Ends it, with what it is at. */
  close(): void
}

/** Starts a thread; `hear` is called with each piece of what it is asked for. */
export function modelThread(hear: (told: Told) => void): ModelThread {
  const worker = new Worker(`${base}/assets/${modelWorker}`, { name: "diapason-model" })
  worker.onmessage = ({ data }: MessageEvent<Told>) => hear(data)
  return { ask: (wanted) => worker.postMessage(wanted), close: () => worker.terminate() }
}
