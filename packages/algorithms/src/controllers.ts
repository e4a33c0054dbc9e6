import type { Controller } from "./controllers/controller.ts"
import { divergence } from "./controllers/divergence.ts"
import { hypergradient } from "./controllers/hypergradient.ts"
import { noiseScale } from "./controllers/noise-scale.ts"
import { overfit } from "./controllers/overfit.ts"
import { plateau } from "./controllers/plateau.ts"
import { listed, numberWithin, oneOf, wholeFrom, type Listed, type Setting } from "./setting.ts"

const text: Setting = { expected: "a name", holds: (value) => typeof value === "string" && value !== "" }
const times: Setting = { expected: "a number of at least 1", holds: (value) => typeof value === "number" && value >= 1 && value < Infinity }
export const apply = oneOf(["next-step", "next-epoch"])
const listens = { metric: text, direction: oneOf(["minimize", "maximize"]) }
const part = numberWithin(0, 1)
const whole = wholeFrom(1)

/** Every controller that an adapt rule can name. A new one is a file, and a line here. */
export const controllers: Readonly<Record<string, Listed<Controller, never>>> = {
  plateau: listed(plateau, { param: text, apply, ...listens, factor: part, patience: whole, tolerance: part, cuts: whole }),
  divergence: listed(divergence, { param: text, ...listens, factor: part, rollbacks: whole }),
  "noise-scale": listed(noiseScale, {
    ...{ param: text, apply, metric: text, small: text, big: text, smallBatch: whole, bigBatch: whole },
    ...{ ratio: times, factor: times, patience: whole },
  }),
  hypergradient: listed(hypergradient, { param: text, apply, metric: text, rate: part, every: whole }),
  overfit: listed(overfit, { ...listens, train: text, patience: whole }),
}
