import { oneLoss, type Landscape } from "../landscape.ts"

/**
 * The weight of a speed reducer (Golinski 1970, with the ranges of Mezura-Montes and Coello 2005 and both shafts from 7.3 inches): eleven
 * constraints, a thousandth of the space allowed. Best 2994.4711 at (3.5, 0.7, 17, 7.3, 7.71532, 3.350215, 5.286654).
 */
export const speedReducer = (): Landscape => ({
  name: "speed-reducer",
  family: "constrained",
  use: "judge",
  space: {
    x1: { type: "float", low: 2.6, high: 3.6 },
    x2: { type: "float", low: 0.7, high: 0.8 },
    x3: { type: "int", low: 17, high: 28 },
    x4: { type: "float", low: 7.3, high: 8.3 },
    x5: { type: "float", low: 7.3, high: 8.3 },
    x6: { type: "float", low: 2.9, high: 3.9 },
    x7: { type: "float", low: 5, high: 5.5 },
  },
  objectives: oneLoss,
  constraints: Array.from({ length: 11 }, (_, i) => `c${i + 1} <= 0`),
  truth(config) {
    const [x1, x2, x3, x4, x5, x6, x7] = ["x1", "x2", "x3", "x4", "x5", "x6", "x7"].map((name) => Number(config[name])) as Seven
    return {
      loss:
        0.7854 * x1 * x2 * x2 * (3.3333 * x3 * x3 + 14.9334 * x3 - 43.0934) -
        1.508 * x1 * (x6 * x6 + x7 * x7) +
        7.4777 * (x6 * x6 * x6 + x7 * x7 * x7) +
        0.7854 * (x4 * x6 * x6 + x5 * x7 * x7),
      c1: 27 / (x1 * x2 * x2 * x3) - 1,
      c2: 397.5 / (x1 * x2 * x2 * x3 * x3) - 1,
      c3: bend(x2, x3, x4, x6) - 1,
      c4: bend(x2, x3, x5, x7) - 1,
      c5: stress(x2, x3, x4, 16.9e6) / (110 * x6 * x6 * x6) - 1,
      c6: stress(x2, x3, x5, 157.5e6) / (85 * x7 * x7 * x7) - 1,
      c7: (x2 * x3) / 40 - 1,
      c8: (5 * x2) / x1 - 1,
      c9: x1 / (12 * x2) - 1,
      c10: (1.5 * x6 + 1.9) / x4 - 1,
      c11: (1.1 * x7 + 1.9) / x5 - 1,
    }
  },
})

type Seven = [number, number, number, number, number, number, number]

const bend = (module: number, teeth: number, shaft: number, diameter: number): number =>
  (1.93 * shaft * shaft * shaft) / (module * teeth * diameter * diameter * diameter * diameter)

function stress(module: number, teeth: number, shaft: number, steady: number): number {
  const turning = (745 * shaft) / (module * teeth)
  return Math.sqrt(turning * turning + steady)
}
