import type { Sampler } from "@diapason/core"
import type { Lesson } from "./message.ts"

/** The state after one more lesson. */
export function learn<S>(sampler: Sampler<S>, state: S, lesson: Lesson): S {
  if ("outcome" in lesson) return sampler.observe(state, lesson)
  return sampler.hear === undefined ? state : sampler.hear(state, lesson)
}
