import { interactions, modelOf, type Evidence, type Interactions, type Model, type NoInteractions } from "@diapason/algorithms"
import type { TrialTable } from "@diapason/views"
import type { StudyView } from "../study-view.ts"
import { evidenceFor } from "./evidence-for.ts"

/** What figures of interactions show: asked of a study once, here or, in the page, in a thread of its own. */
interface Asked {
  readonly evidence: Evidence
  readonly model: Model | undefined
  readonly found: Interactions | NoInteractions
}

/** Some seconds when a study is asked for the first time. */
export function askedOf(view: StudyView): Asked {
  const known = asked.get(view.board.table)
  if (known !== undefined) return known
  const evidence = evidenceFor(view)
  const model = modelOf(evidence)
  const found = interactions(evidence, { ...(model && { model }) })
  asked.set(view.board.table, { evidence, model, found })
  return { evidence, model, found }
}

const asked = new WeakMap<TrialTable, Asked>()
