import type { Evidence, Importance, NoImportance } from "@diapason/algorithms"
import { useEffect, useState } from "react"
import { modelThread } from "./model-thread.ts"

/** What mattered by a model of this evidence, worked out in a thread of its own; undefined until it is known. */
export function useImportance(evidence: Evidence | undefined): Importance | NoImportance | undefined {
  const [known, setKnown] = useState<Importance | NoImportance>()
  useEffect(() => {
    if (evidence === undefined) return
    const thread = modelThread((told) => "importance" in told && setKnown(told.importance))
    thread.ask({ importance: evidence })
    return thread.close
  }, [evidence])
  return known
}
