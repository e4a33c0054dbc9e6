import { DiapasonError, printParameter, spaceFromJson, type Json, type Space } from "@diapason/core"
import { Problem, type Losses } from "./converted.ts"

/** A parameter in JSON as one line of the grammar. Throws a `Problem` at `at` where no such parameter can be. */
export function lineFor(at: string, json: Readonly<Record<string, unknown>>): string {
  try {
    const space: Space = spaceFromJson({ x: json })
    return printParameter(space.json["x"] as unknown as Parameters<typeof printParameter>[0])
  } catch (error) {
    if (error instanceof DiapasonError) throw new Problem(at, error.words.what.replace(/^x(=\S*)?: /, "").split("\n")[0]!)
    throw error
  }
}

const tidy = (x: number): number => Number(x.toPrecision(12))

/** Real numbers; with `step`, which no log scale takes. */
export function real(at: string, low: number, high: number, log: boolean, step: number | undefined, lost: Losses): Json {
  if (low === high) return lineFor(at, { type: "fixed", value: low })
  if (log && step !== undefined) lost.add(at, `the step ${step} was left out: a log range has none`)
  const stepped = !log && step !== undefined
  return lineFor(at, { type: "float", low: tidy(low), high: tidy(high), ...(log && { scale: "log" }), ...(stepped && { step }) })
}

/** Whole numbers, both ends inclusive. */
export function whole(at: string, low: number, high: number, log: boolean, step: number | undefined, lost: Losses): Json {
  if (low === high) return lineFor(at, { type: "fixed", value: low })
  if (log && step !== undefined && step !== 1) lost.add(at, `the step ${step} was left out: a log range has none`)
  const stepped = !log && step !== undefined && step !== 1
  if (stepped && !Number.isInteger((high - low) / step))
    lost.add(at, `${high} is no whole number of steps of ${step} above ${low}: the last step is below it`)
  const end = stepped ? low + Math.floor((high - low) / step) * step : high
  return lineFor(at, { type: "int", low, high: end, ...(log && { scale: "log" }), ...(stepped && { step }) })
}

/** Multiples of `q` between two ends, which need not be such themselves; whole numbers where all three are. */
export function multiples(at: string, low: number, high: number, q: number, lost: Losses): Json {
  if (!(q > 0)) throw new Problem(at, `steps of ${q} lead nowhere`)
  const [first, last] = [tidy(Math.ceil(low / q - 1e-9) * q), tidy(Math.floor(high / q + 1e-9) * q)]
  if (first !== tidy(low) || last !== tidy(high)) lost.add(at, `only multiples of ${q} are tried: the range became ${first} to ${last}`)
  return ([low, high, q].every(Number.isInteger) ? whole : real)(at, first, last, false, q, lost)
}

/** A list of values: one alone is fixed, numbers in order are ordered, a repeated value is named. */
export function listed(at: string, values: readonly Json[], lost: Losses): Json {
  const different = values.filter((value, i) => values.findIndex((other) => JSON.stringify(other) === JSON.stringify(value)) === i)
  if (different.length < values.length) lost.add(at, "a value that is listed twice is kept once, so that all are equally likely")
  if (different.length === 0) throw new Problem(at, "the list of values is empty")
  if (different.length === 1) return lineFor(at, { type: "fixed", value: different[0] })
  if (different.length === 2 && different.every((value) => typeof value === "boolean")) return "bool"
  const numbers = different.every((value) => typeof value === "number")
  const values_ = numbers ? [...different].sort((a, b) => Number(a) - Number(b)) : different
  return lineFor(at, { type: numbers ? "ordinal" : "choice", values: values_ })
}

/** A normal distribution has no ends: three deviations each way are taken, and the change is named. */
export function normal(at: string, mean: number, deviation: number, log: boolean, step: number | undefined, lost: Losses): Json {
  if (!(deviation > 0)) throw new Problem(at, `a deviation of ${deviation} is no distribution`)
  const ends = [mean - 3 * deviation, mean + 3 * deviation].map((x) => Number((log ? Math.exp(x) : x).toPrecision(6))) as [number, number]
  const kind = log ? "log-normal" : "normal"
  lost.add(
    at,
    `the ${kind} distribution became the range of three deviations each way, ${ends[0]} to ${ends[1]}; a prior can say where to look first`,
  )
  return real(at, ends[0], ends[1], log, step, lost)
}
