import { choose, samplerOf, samplers } from "@diapason/algorithms"
import type { Choose } from "@diapason/core"
import { offload, type SamplerThread } from "@diapason/executors"

/** Chooses as `choose` does; a sampler that takes its time is asked in `thread`, so that nothing else waits for it. */
export const offloading =
  (thread: SamplerThread): Choose =>
  (definition, ledger) => {
    const algorithms = choose(definition, ledger)
    const chosen = samplerOf(definition)
    const heavy = samplers[chosen.type]?.heavy
    return heavy === undefined ? algorithms : { ...algorithms, sampler: offload(algorithms.sampler, { thread, chosen, heavy }) }
  }
