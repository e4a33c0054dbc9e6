import { rng } from "@diapason/math"
import { choice, createStudy, float, space } from "diapason"

/** Uniform trials of a function, told as they were made. `noise` is a standard deviation. */
export function drawnTrials({ levels, value }, count, seed, noise = 0) {
  const draw = rng(seed, 0, "random")
  const rows = Array.from({ length: count }, () => levels.map((n) => (n > 0 ? draw.below(n) : draw.uniform())))
  return evidence(
    levels,
    rows,
    rows.map((row) => value(row) + (noise > 0 ? noise * draw.normal() : 0)),
  )
}

/** Trials as a sampler makes them while it searches the least. */
export async function searchedTrials({ levels, value }, count, seed, sampler) {
  const parameters = Object.fromEntries(
    levels.map((n, i) => [`x${i}`, n > 0 ? choice(Array.from({ length: n }, (_, k) => `v${k}`)) : float(0, 1)]),
  )
  const study = await createStudy({ space: space(parameters), minimize: "loss", sampler, seed, budget: { trials: count } })
  const rows = []
  const losses = []
  for (let k = 0; k < count; k++) {
    const trial = await study.ask()
    const row = levels.map((n, i) => (n > 0 ? Number(trial.config[`x${i}`].slice(1)) : trial.config[`x${i}`]))
    rows.push(row)
    losses.push(value(row))
    await trial.tell({ loss: losses.at(-1) })
  }
  await study.close()
  return evidence(levels, rows, losses)
}

function evidence(levels, rows, losses) {
  return {
    features: levels.map((n, i) => ({ name: `x${i}`, parameter: parameter(n, i), levels: n, conditional: false })),
    trials: Int32Array.from(rows, (_, i) => i),
    losses: Float64Array.from(losses),
    units: Float64Array.from(rows.flat()),
    leftOut: [],
  }
}

const parameter = (n, i) =>
  n > 0
    ? { kind: "choice", name: `x${i}`, values: Array.from({ length: n }, (_, k) => `v${k}`) }
    : { kind: "float", name: `x${i}`, low: 0, high: 1, scale: "linear" }
