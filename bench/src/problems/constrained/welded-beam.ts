import { oneLoss, type Landscape } from "../landscape.ts"

/**
 * The cost of a welded beam (Coello and Montes 2002) under limits of shear, bending, buckling and deflection: a fortieth of the space is
 * allowed. Best 1.724852 with h 0.205730, l 3.470489, t 9.036624, b 0.205730.
 */
export const weldedBeam = (): Landscape => ({
  name: "welded-beam",
  family: "constrained",
  use: "judge",
  space: {
    h: { type: "float", low: 0.1, high: 2 },
    l: { type: "float", low: 0.1, high: 10 },
    t: { type: "float", low: 0.1, high: 10 },
    b: { type: "float", low: 0.1, high: 2 },
  },
  objectives: oneLoss,
  constraints: ["c1 <= 0", "c2 <= 0", "c3 <= 0", "c4 <= 0", "c5 <= 0", "c6 <= 0", "c7 <= 0"],
  truth(config) {
    const [h, l, t, b] = [Number(config["h"]), Number(config["l"]), Number(config["t"]), Number(config["b"])]
    const bar = 0.04811 * t * b * (14 + l)
    return {
      loss: 1.10471 * h * h * l + bar,
      c1: shear(h, l, t) - 13600,
      c2: (6 * load * reach) / (b * t * t) - 30000,
      c3: h - b,
      c4: 0.10471 * h * h + bar - 5,
      c5: 0.125 - h,
      c6: (4 * load * reach * reach * reach) / (young * t * t * t * b) - 0.25,
      c7: load - buckling(t, b),
    }
  },
})

/** Pounds, inches, and pounds a square inch. */
const load = 6000
const reach = 14
const young = 30e6
const stiffness = 12e6

function shear(h: number, l: number, t: number): number {
  const arm = Math.sqrt((l * l) / 4 + ((h + t) / 2) * ((h + t) / 2))
  const polar = 2 * Math.SQRT2 * h * l * ((l * l) / 12 + ((h + t) / 2) * ((h + t) / 2))
  const direct = load / (Math.SQRT2 * h * l)
  const turning = (load * (reach + l / 2) * arm) / polar
  return Math.sqrt(direct * direct + (direct * turning * l) / arm + turning * turning)
}

const buckling = (t: number, b: number): number =>
  ((4.013 * young * t * b * b * b) / 6 / (reach * reach)) * (1 - (t / (2 * reach)) * Math.sqrt(young / (4 * stiffness)))
