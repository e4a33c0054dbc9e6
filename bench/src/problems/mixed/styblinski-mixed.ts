import { oneLoss, type Landscape } from "../landscape.ts"
import { styblinski } from "../smooth/styblinski.ts"

/** The function of Styblinski and Tang over three reals, two whole numbers, ordered values, and labels that hide a number: two wells each. */
export const styblinskiMixed = (): Landscape => ({
  name: "styblinski-mixed",
  family: "mixed",
  use: "judge",
  space: {
    x1: { type: "float", low: -5, high: 5 },
    x2: { type: "float", low: -5, high: 5 },
    x3: { type: "float", low: -5, high: 5 },
    n1: { type: "int", low: -5, high: 5 },
    n2: { type: "int", low: -5, high: 5 },
    o1: { type: "ordinal", values: [-5, -3, -1, 0, 1, 2, 4] },
    c1: { type: "choice", values: Object.keys(hidden) },
  },
  objectives: oneLoss,
  truth: ({ x1, x2, x3, n1, n2, o1, c1 }) => ({ loss: styblinski([x1, x2, x3, n1, n2, o1, hidden[String(c1)]].map(Number)) }),
  optimum: { x1: well, x2: well, x3: well, n1: -3, n2: -3, o1: -3, c1: "oak" },
})

const well = -2.9035340277711772

const hidden: Readonly<Record<string, number>> = { ash: 0.5, elm: 2.7, fir: -4.4, oak: -2.9, yew: 4.5 }
