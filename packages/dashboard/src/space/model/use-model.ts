import type { Dependence, DependenceSurface, Evidence, Importance, Interactions, NoImportance, NoInteractions } from "@diapason/algorithms"
import { chosenFeatures, type Choices } from "@diapason/figures"
import { useEffect, useState } from "react"
import { base } from "../../live/api.ts"
import type { Told, Wanted } from "./model-worker.ts"

/** The file of the thread, whose name has a hash; the bundler writes it here. */
declare const modelWorker: string

/** All that was told of this evidence so far. */
interface Known {
  readonly importance?: Importance | NoImportance
  readonly interactions?: Interactions | NoInteractions
  readonly surface?: DependenceSurface
  readonly dependence?: Dependence
}

/**
 * What a model says of this evidence, worked out in a thread of its own, so that the page stays at hand; pieces come as they are ready. The pair
 * that is shown is the chosen one, or the strongest.
 */
export function useModel(evidence: Evidence | undefined, { x, y }: Choices): Known {
  const [known, setKnown] = useState<Known>({})
  const [thread, setThread] = useState<Worker>()
  useEffect(() => {
    if (evidence === undefined) return
    const worker = new Worker(`${base}/assets/${modelWorker}`, { name: "diapason-model" })
    worker.onmessage = ({ data }: MessageEvent<Told>) => setKnown((before) => ({ ...before, ...data }))
    worker.postMessage({ evidence } satisfies Wanted)
    setThread(worker)
    return () => worker.terminate()
  }, [evidence])
  const found = known.interactions
  useEffect(() => {
    if (evidence === undefined || thread === undefined || found === undefined || "lacks" in found) return
    const [first, second] = chosenFeatures(evidence, found, { x, y })
    thread.postMessage({ surface: [first, second] } satisfies Wanted)
    thread.postMessage({ dependence: first } satisfies Wanted)
  }, [evidence, thread, found, x, y])
  return known
}
