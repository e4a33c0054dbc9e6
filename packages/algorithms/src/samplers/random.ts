import { drawFeasible, drawFlat, type Problem, type Sampler } from "@diapason/core"

/**
 * Independent uniform draws, each parameter on its own scale. The baseline that every other sampler has to beat; right by itself
 * for many parallel workers and very short trials. O(d) per ask, no memory. Input constraints by rejection.
 */
export const random = (): Sampler<Problem> => ({
  id: "random/1",
  init: (problem) => problem,
  observe: (problem) => problem,
  suggest({ space }, ask) {
    const flat = drawFeasible(space, (fork) => {
      const rng = ask.rng("random", fork)
      return drawFlat(space, () => rng.uniform())
    })
    if (flat === undefined) return { exhausted: "no configuration that fulfils the constraints was found" }
    return { flat, why: "random: drawn uniformly, each parameter on its scale" }
  },
})
