import { withDefaults, type Json, type Space } from "@diapason/core"
import type { Job, Start } from "./job.ts"
import { parameterOf } from "./match.ts"
import { provenBaseline, type ProvenOptions } from "./proven.ts"

/**
 * What a start says as beliefs, in the form of `priors:` of a configuration: around each of its values, within the spread that the library
 * has for the parameter. Only plain parameters of the space take part. Throws as `provenBaseline`.
 */
export function provenPriors(space: Space, job: Job, start: Start, options: ProvenOptions = {}): Readonly<Record<string, Json>> {
  const { config } = provenBaseline(space, job, start, options)
  const flat = withDefaults(space, config)
  return Object.fromEntries(
    space.parameters.flatMap(({ name, kind }) => {
      const spread = parameterOf(job, name)?.spread
      if (!Object.hasOwn(config, name) || config[name] !== flat[name] || kind === "constant") return []
      const numeric = kind === "float" || kind === "int"
      return [[name, numeric && spread !== undefined ? { around: flat[name]!, spread } : { around: flat[name]! }]]
    }),
  )
}
