import { fault } from "../errors/fault.ts"
import { meantScale } from "./meant-scale.ts"
import type { Origin } from "./origin.ts"

/** The canonical range of a float or an int. Throws D101, D105, D107, D117, D118. */
export function canonicalNumeric(type: "float" | "int", node: Readonly<Record<string, unknown>>, origin: Origin, given: unknown): Range {
  const low = numberAt(type, "low", node, origin, given)
  const high = numberAt(type, "high", node, origin, given)
  const scale = scaleOf(type, node, origin, given)
  const step = node["step"] === undefined ? undefined : numberAt(type, "step", node, origin, given)
  const empty = (key: string, problem: string, mend: string) => fault("D105", { ...origin.spot(given, key), problem, mend })
  if (low > high) throw empty("high", `the range ends at ${high}, below its start ${low}`, `swap them: ${high}..${low}`)
  if (!Number.isFinite(high - low)) throw empty("high", "the range is wider than a number can be", "narrow it")
  if (step !== undefined && scale !== "linear") throw fault("D107", { ...origin.spot(given, "step"), scale })
  if (step !== undefined && step <= 0) throw empty("step", `the step ${step} is not above 0`, "write a step above 0")
  if ((scale === "log" || scale === "pow2") && (type === "int" ? low < 1 : low <= 0)) throw fault("D101", origin.spot(given, "low"))
  if (scale === "reverse-log" && high >= 1) throw empty("high", "a reverse-log range must end below 1", "log1m(0.9, 0.9999)")
  if (scale === "pow2" && largestPower(high) < low) throw empty("high", "no power of two lies in the range", "int(16, 1024, pow2)")
  return { type, low, high, ...(scale !== "linear" && { scale }), ...(step !== undefined && { step }) }
}

interface Range {
  readonly type: "float" | "int"
  readonly low: number
  readonly high: number
  readonly scale?: string
  readonly step?: number
}

const SCALES = { float: ["linear", "log", "reverse-log"], int: ["linear", "log", "pow2"] } as const

/** The largest power of two that is not above `high`. */
export function largestPower(high: number): number {
  let power = 1
  while (power * 2 <= high) power *= 2
  return power
}

function scaleOf(type: "float" | "int", node: Readonly<Record<string, unknown>>, origin: Origin, given: unknown): string {
  const scale = node["scale"] ?? "linear"
  const known: readonly string[] = SCALES[type]
  if (typeof scale === "string" && known.includes(scale)) return scale
  const key = typeof scale === "string" ? `the scale ${scale}` : "this scale"
  throw fault("D117", { ...origin.spot(given, "scale"), key, known, mend: meantScale(type, String(scale), known) })
}

function numberAt(type: "float" | "int", key: string, node: Readonly<Record<string, unknown>>, origin: Origin, given: unknown): number {
  const value = node[key]
  const whole = type === "int"
  if (typeof value === "number" && (whole ? Number.isSafeInteger(value) : Number.isFinite(value))) return value === 0 ? 0 : value
  const found = value === undefined ? "nothing" : typeof value === "number" ? String(value) : JSON.stringify(value)
  throw fault("D118", { ...origin.spot(given, key), expected: whole ? "a whole number" : "a finite number", found })
}
