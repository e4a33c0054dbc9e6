/** A JSON value. */
export type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json }

/** A metric as it stands in JSON: non-finite numbers are words, since JSON has none. */
export type WireNumber = number | "nan" | "inf" | "-inf"

/** Metrics of one report, by name. */
export type WireMetrics = Readonly<Record<string, WireNumber>>

/** The wire form of a number. */
export const toWire = (x: number): WireNumber => (Number.isFinite(x) ? x : x === Infinity ? "inf" : x === -Infinity ? "-inf" : "nan")

/** The number behind its wire form. */
export const fromWire = (x: WireNumber): number => (typeof x === "number" ? x : x === "inf" ? Infinity : x === "-inf" ? -Infinity : NaN)

/** Metrics in their wire form. */
export function toWireMetrics(metrics: Readonly<Record<string, number>>): WireMetrics {
  const wire: Record<string, WireNumber> = {}
  for (const name of Object.keys(metrics)) wire[name] = toWire(metrics[name]!)
  return wire
}

/** The metrics behind their wire form. */
export function fromWireMetrics(metrics: WireMetrics): Record<string, number> {
  const values: Record<string, number> = {}
  for (const name of Object.keys(metrics)) values[name] = fromWire(metrics[name]!)
  return values
}
