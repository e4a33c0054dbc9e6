import {
  importance,
  interactions,
  modelOf,
  partialDependence,
  partialDependenceOfTwo,
  type Dependence,
  type DependenceSurface,
  type Evidence,
  type Importance,
  type Interactions,
  type Model,
  type NoImportance,
  type NoInteractions,
} from "@diapason/algorithms"

/** What the page asks of the thread: what the trials say, then pictures of single parameters and pairs, by their places. */
export type Wanted =
  | { readonly importance: Evidence }
  | { readonly evidence: Evidence }
  | { readonly surface: readonly [number, number] }
  | { readonly dependence: number }

/** What it is told, piece by piece. */
export type Told =
  | { readonly importance: Importance | NoImportance }
  | { readonly interactions: Interactions | NoInteractions }
  | { readonly surface: DependenceSurface }
  | { readonly dependence: Dependence }

// The types of a worker and those of a page exclude each other; this is all that is needed of the former.
const place = globalThis as unknown as { onmessage: (event: MessageEvent<Wanted>) => void; postMessage(told: Told): void }

let evidence: Evidence | undefined
let model: Model | undefined

place.onmessage = ({ data }) => {
  if ("importance" in data) place.postMessage({ importance: importance(data.importance) })
  else if ("evidence" in data) {
    evidence = data.evidence
    model = modelOf(evidence)
    const shares = importance(evidence)
    place.postMessage({ importance: shares })
    place.postMessage({ interactions: interactions(evidence, { ...(model && { model }), shares }) })
  } else if (evidence !== undefined && model !== undefined) {
    if ("surface" in data) place.postMessage({ surface: partialDependenceOfTwo(evidence, model, ...data.surface) })
    else place.postMessage({ dependence: partialDependence(evidence, model, data.dependence) })
  }
}
