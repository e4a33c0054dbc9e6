import { oneLoss, type Landscape } from "../landscape.ts"
import { ackley } from "../smooth/ackley.ts"

/** Ackley's function over three switches, two whole numbers and three real ones, each with its best somewhere else: best 0. */
export const ackleyMixed = (): Landscape => ({
  name: "ackley-mixed",
  family: "mixed",
  use: "tune",
  space: {
    b1: { type: "bool" },
    b2: { type: "bool" },
    b3: { type: "bool" },
    n1: { type: "int", low: 0, high: 9 },
    n2: { type: "int", low: -4, high: 4 },
    x1: { type: "float", low: -2, high: 2 },
    x2: { type: "float", low: -2, high: 2 },
    x3: { type: "float", low: -2, high: 2 },
  },
  objectives: oneLoss,
  truth: ({ b1, b2, b3, n1, n2, x1, x2, x3 }) => ({
    loss: ackley([
      b1 === true ? 0 : 1,
      b2 === true ? 1 : 0,
      b3 === true ? 0 : 1,
      (Number(n1) - 7) / 3,
      (Number(n2) + 2) / 2,
      Number(x1) - 0.9,
      Number(x2) + 1.2,
      Number(x3) - 0.4,
    ]),
  }),
  optimum: { b1: true, b2: false, b3: true, n1: 7, n2: -2, x1: 0.9, x2: -1.2, x3: 0.4 },
})
