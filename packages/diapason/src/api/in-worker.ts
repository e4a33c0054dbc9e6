/**
 * An objective that computes without awaiting, in a thread of its own for each trial: `parallel` then keeps that many cores busy, and
 * a trial that is told to leave and does not is ended. Costs about 30 ms and 10 MB per trial; a function that awaits its work needs
 * none of this. `name` is the module's export.
 *
 * `objective: inWorker(new URL("./objective.js", import.meta.url))`
 */
export const inWorker = (module: URL, name = "default", options: InWorkerOptions = {}): InWorker => ({ ...options, module, name })

export interface InWorkerOptions {
  /** Milliseconds that a trial which was told to leave has for it; default 5000. */
  readonly grace?: number
  /** Megabytes of heap; a trial that needs more fails as out of memory, and nothing else suffers. */
  readonly memory?: number
}

/** An objective in a module that Node can import as it stands: JavaScript, or TypeScript where this Node runs it. */
export interface InWorker extends InWorkerOptions {
  readonly module: URL
  readonly name: string
}
