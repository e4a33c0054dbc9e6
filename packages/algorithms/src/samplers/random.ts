import type { Sampler } from "@diapason/core"
import { fresh, visit, visits, type Visits } from "./visits.ts"

/**
 * Independent uniform draws, each parameter on its own scale. The baseline that every other sampler has to beat; right by itself
 * for many parallel workers and very short trials. O(d) per ask. On a finite space nothing is tried twice while something is left;
 * input constraints by rejection.
 */
export const random = (): Sampler<Visits> => ({
  id: "random/1",
  init: visits,
  observe: visit,
  suggest(state, ask) {
    const found = fresh(state, ask, "random", () => undefined)
    if ("exhausted" in found) return found
    const { flat, tries } = found
    if (tries === Infinity) return { flat, why: "random: draws found nothing new, so one of the configurations that are left" }
    const again = tries === 0 ? "" : `; ${tries} earlier draws were not allowed or already tried`
    return { flat, why: `random: drawn uniformly, each parameter on its scale${again}` }
  },
})
