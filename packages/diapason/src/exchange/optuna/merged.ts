import { canonicalJson, type Json } from "@diapason/core"
import { decimalGrid } from "@diapason/math"
import type { Distribution } from "./distribution.ts"
import { valueOf, type Draw } from "./drawn.ts"

/** One parameter for all that trials drew under a name. */
export interface Merged {
  readonly json: Readonly<Record<string, Json>>
  /** The value of a draw as the parameter has it: on the decimals of its grid. */
  readonly value: (draw: Draw) => Json
  /** Whether trials drew it from several distributions, and of several kinds. */
  readonly changed: boolean
  readonly kinds: boolean
}

type Numeric = Exclude<Distribution, { kind: "choice" }>

/**
 * The narrowest parameter that holds what was drawn: the widest range, with values outside of it that somebody had enqueued; the choices of
 * all. Where a name was of several kinds it is a choice of all values that there were.
 */
export function merged(draws: readonly Draw[]): Merged {
  const distributions = [...new Set(draws.map(({ distribution }) => distribution))]
  const changed = distributions.length > 1
  const numeric = distributions.filter((one): one is Numeric => one.kind !== "choice")
  const widest = Math.max(...numeric.map(({ high }) => high)) - Math.min(...numeric.map(({ low }) => low))
  if (numeric.length === distributions.length && Number.isFinite(widest)) return { ...range(numeric, draws), changed, kinds: false }
  const all = distributions.flatMap((one) => (one.kind === "choice" ? one.choices : []))
  const values = numeric.length === 0 ? all : [...all, ...draws.map(valueOf)]
  return { json: { type: "choice", values: distinct(values) }, value: valueOf, changed, kinds: numeric.length > 0 }
}

const distinct = (values: readonly Json[]): readonly Json[] => [...new Map(values.map((value) => [canonicalJson(value), value])).values()]

function range(distributions: readonly Numeric[], draws: readonly Draw[]): Pick<Merged, "json" | "value"> {
  const values = draws.map(({ internal }) => internal)
  const low = extreme(
    Math.min,
    distributions.map((one) => one.low),
    values,
  )
  const high = extreme(
    Math.max,
    distributions.map((one) => one.high),
    values,
  )
  const int =
    distributions.every(({ kind }) => kind === "int") && values.every(Number.isInteger) && Math.max(-low, high) <= Number.MAX_SAFE_INTEGER
  const log = low > 0 && distributions.every((one) => one.log)
  const type = int ? "int" : "float"
  const step = log ? undefined : commonStep(low, distributions, values)
  const json = { type, low, high, ...(log && { scale: "log" }), ...(step !== undefined && { step }) }
  const exact = (x: number): number => (step === undefined ? x : decimalGrid(low, step, Math.round((x - low) / step)))
  return { json, value: ({ internal }) => (int ? Math.round(exact(internal)) : exact(internal)) }
}

function extreme(of: (a: number, b: number) => number, ends: readonly number[], values: readonly number[]): number {
  return [...ends, ...values].filter(Number.isFinite).reduce((a, b) => of(a, b))
}

/** The step that all have, where every value lies on its grid but for what floats lose. */
function commonStep(low: number, distributions: readonly Numeric[], values: readonly number[]): number | undefined {
  const step = distributions[0]?.step
  if (step === undefined || distributions.some((one) => one.step !== step)) return undefined
  const on = (x: number): boolean => Math.abs(low + Math.round((x - low) / step) * step - x) <= 1e-9 * Math.max(1, Math.abs(x))
  return values.every(on) ? step : undefined
}
