import { engineExecutor } from "@diapason/executors"
import { conductRandom } from "../frame/random-study.mjs"

/** Conducts a study of random search whose trials are jobs of an engine that print one number. Throws where one is not complete. */
export function conducted({ dir, engine, mount, trials, slots }) {
  const executor = engineExecutor(engine, {
    ...{ command: ["echo", "loss=1"], paramsVia: "none", metrics: ["loss"], dir, every: 200 },
    ...(mount !== undefined && { mount }),
  })
  return conductRandom({ dir, executor, trials, slots })
}
