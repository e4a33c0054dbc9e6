import type { Dependence, DependenceSurface, Evidence, Importance, Interactions, NoImportance, NoInteractions } from "@diapason/algorithms"
import { chosenFeatures, type Choices } from "@diapason/figures"
import { useEffect, useState } from "react"
import { modelThread, type ModelThread } from "./model-thread.ts"

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
  const [thread, setThread] = useState<ModelThread>()
  useEffect(() => {
    if (evidence === undefined) return
    const started = modelThread((told) => setKnown((before) => ({ ...before, ...told })))
    started.ask({ evidence })
    setThread(started)
    return started.close
  }, [evidence])
  const found = known.interactions
  useEffect(() => {
    if (evidence === undefined || thread === undefined || found === undefined || "lacks" in found) return
    const [first, second] = chosenFeatures(evidence, found, { x, y })
    thread.ask({ surface: [first, second] })
    thread.ask({ dependence: first })
  }, [evidence, thread, found, x, y])
  return known
}
