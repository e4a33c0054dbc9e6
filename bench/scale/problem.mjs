import { sha256 } from "@diapason/core"

const [floats, ints] = [6, 2]

export const problem = { parameters: floats + ints + 2, seed: 1 }

/** Six floats, two integers and two choices. */
export const space = {
  ...Object.fromEntries(
    Array.from({ length: floats }, (_, i) => [`f${i}`, { type: "float", low: 1e-4, high: 1, scale: i % 2 ? "log" : "linear" }]),
  ),
  ...Object.fromEntries(Array.from({ length: ints }, (_, i) => [`i${i}`, { type: "int", low: 1, high: 64 }])),
  a: { type: "choice", values: ["x", "y", "z"] },
  b: { type: "choice", values: [true, false] },
}

/** A loss that falls with the step, and is best in the middle. */
export const loss = (config, step) =>
  Object.values(config).reduce(
    (sum, value) => sum + (typeof value === "number" ? (Math.log1p(value) - 0.3) ** 2 : value === "x" ? 0 : 0.1),
    0,
  ) / step

/** Milliseconds that a trial takes between two reports: from half a minute to a minute and a half, by its number. */
export const perStep = (trial) => 30_000 + (Number.parseInt(sha256(String(trial)).slice(0, 6), 16) % 60_000)

export const wanted = (name, { trials, sampler, scheduler, steps }) => ({
  name,
  space,
  objectives: [{ metric: "loss", direction: "minimize" }],
  budget: { trials },
  seed: problem.seed,
  sampler: { type: sampler },
  scheduler: { type: scheduler },
  fidelity: { name: "epoch", min: 1, max: steps, eta: 3 },
})
