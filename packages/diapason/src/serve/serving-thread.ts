import { once } from "node:events"
import { Worker } from "node:worker_threads"
import type { Serving, ServingOptions } from "./start-serving.ts"

/** What the thread says when it listens, or why it cannot. */
type ThreadSays = { readonly url: string; readonly note?: string } | { readonly failed: string }

/**
 * The same server in a thread of its own: what is asked over HTTP never holds up the study that runs here. Rejects with the reason
 * where it cannot serve.
 */
export async function servingThread(options: ServingOptions): Promise<Omit<Serving, "note"> & { readonly note?: string }> {
  const worker = new Worker(program, { workerData: options, stdout: false })
  // A study that has ended does not wait for its page.
  worker.unref()
  const failed = once(worker, "error").then(([error]) => Promise.reject(error as Error))
  const [said] = (await Promise.race([once(worker, "message"), failed])) as [ThreadSays]
  failed.catch(() => undefined)
  if ("failed" in said) {
    await worker.terminate()
    throw new Error(said.failed)
  }
  return {
    ...said,
    async close() {
      worker.postMessage("close")
      await once(worker, "exit")
    },
  }
}

/** Plain JavaScript beside the sources, since a thread begins with a file that Node can run as it stands. */
const program = new URL("../../worker/serve.mjs", import.meta.url)
