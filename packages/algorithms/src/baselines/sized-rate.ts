import type { Config, Space } from "@diapason/core"
import type { Job, Start } from "./job.ts"
import { parameterOf } from "./match.ts"

/**
 * The rate of a start for the batch that will be used: in proportion to it, or to its square root. Undefined where the job has no such rule,
 * or the batch is the one of the source.
 */
export function sizedRate(
  space: Space,
  job: Job,
  { values }: Start,
  own: Config,
): { readonly value: number; readonly note: string } | undefined {
  const { scaling } = job
  if (scaling === undefined) return undefined
  const [rate, written] = [values[scaling.rate], values[scaling.size]]
  const parameter = space.parameters.find(({ name }) => parameterOf(job, name)?.name === scaling.size)
  if (typeof rate !== "number" || typeof written !== "number" || parameter === undefined) return undefined
  const used = own[parameter.name] ?? (parameter.kind === "constant" ? parameter.value : written)
  if (typeof used !== "number" || used === written || !(used > 0)) return undefined
  const factor = scaling.law === "linear" ? used / written : Math.sqrt(used / written)
  const value = Number((rate * factor).toPrecision(6))
  const law = scaling.law === "linear" ? "in proportion" : "with the square root"
  return { value, note: `${scaling.rate}: ${rate} at batch ${written} is ${value} at batch ${used}, ${law} (${scaling.from})` }
}
