import { oneLoss, type Landscape } from "../landscape.ts"

/**
 * The cost of a pressure vessel (Sandgren 1990, as Coello and Montes 2002 state it): shell and head come in sixteenths of an inch. Best
 * 6059.7143 with 13, 7, radius 42.0984 and length 176.6366.
 */
export const pressureVessel = (): Landscape => ({
  name: "pressure-vessel",
  family: "constrained",
  use: "judge",
  space: {
    shell: { type: "int", low: 1, high: 99 },
    head: { type: "int", low: 1, high: 99 },
    radius: { type: "float", low: 10, high: 200 },
    length: { type: "float", low: 10, high: 200 },
  },
  objectives: oneLoss,
  constraints: ["c1 <= 0", "c2 <= 0", "c3 <= 0"],
  truth(config) {
    const [s, h, r, l] = [Number(config["shell"]) / 16, Number(config["head"]) / 16, Number(config["radius"]), Number(config["length"])]
    return {
      loss: 0.6224 * s * r * l + 1.7781 * h * r * r + 3.1661 * s * s * l + 19.84 * s * s * r,
      c1: 0.0193 * r - s,
      c2: 0.00954 * r - h,
      c3: 1296000 - Math.PI * r * r * (l + (4 / 3) * r),
    }
  },
})
