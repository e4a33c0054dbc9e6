import { choose } from "@diapason/algorithms"
import { serveSampler } from "@diapason/executors"

// The thread in which a study's sampler thinks when it takes its time.

serveSampler((sampler) => choose({ sampler, scheduler: { type: "none" }, objectives: [{}] }).sampler)
