import { rng } from "@diapason/math"

/** Uniform trials of a function; `noise` is a standard deviation. */
export function trialsOf({ features, value }, count, noise, seed) {
  const random = rng(seed, 0, "random")
  const rows = Array.from({ length: count }, () => Array.from({ length: features }, () => random.uniform()))
  const names = Array.from({ length: features }, (_, j) => `x${j}`)
  return {
    features: names.map((name) => ({
      name,
      parameter: { kind: "float", name, low: 0, high: 1, scale: "linear" },
      levels: 0,
      conditional: false,
    })),
    trials: Int32Array.from(rows, (_, i) => i),
    losses: Float64Array.from(rows, (row) => value(row) + (noise > 0 ? noise * random.normal() : 0)),
    units: Float64Array.from(rows.flat()),
    leftOut: [],
  }
}

/** A rate between 1e-5 and `high`, and a batch of 16 to 512; the loss is (ln η − κ ln B)² with the best rate 1e-3 at a batch of 64. */
export function ratesOf({ exponent, trials, noise, high = 0.1 }, seed) {
  const random = rng(seed, 0, "random")
  const rows = Array.from({ length: trials }, () => ({ unit: random.uniform(), power: random.below(6) }))
  return {
    features: [
      { name: "lr", parameter: { kind: "float", name: "lr", low: 1e-5, high, scale: "log" }, levels: 0, conditional: false },
      { name: "batch", parameter: { kind: "int", name: "batch", low: 16, high: 512, scale: "pow2" }, levels: 0, conditional: false },
    ],
    trials: Int32Array.from(rows, (_, i) => i),
    losses: Float64Array.from(rows, ({ unit, power }) => {
      const off = Math.log(1e-5) + unit * Math.log(high / 1e-5) - Math.log(1e-3) - exponent * (power - 2) * Math.log(2)
      return off * off + noise * random.normal()
    }),
    units: Float64Array.from(rows.flatMap(({ unit, power }) => [unit, (power + 0.5) / 6])),
    leftOut: [],
  }
}

export const pairOf = (found, [first, second]) => found.pairs.find((pair) => pair.first === first && pair.second === second)

/** `INTERACTIONS_REPEATS=20 npm run bench -- interactions` for a quicker look. */
export const repeats = Number(process.env["INTERACTIONS_REPEATS"] ?? 100)
