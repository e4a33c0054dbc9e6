import { choose, samplers } from "@diapason/algorithms"
import type { Choose } from "@diapason/core"
import { offload, type SamplerThread } from "@diapason/executors"

/** Chooses as `choose` does; a sampler that takes its time is asked in `thread`, so that nothing else waits for it. */
export const offloading =
  (thread: SamplerThread): Choose =>
  (definition, ledger) => {
    const { sampler, scheduler } = choose(definition, ledger)
    const heavy = samplers[definition.sampler.type]?.heavy
    return { scheduler, sampler: heavy === undefined ? sampler : offload(sampler, { thread, chosen: definition.sampler, heavy }) }
  }
