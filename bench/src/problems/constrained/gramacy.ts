import { oneLoss, type Landscape } from "../landscape.ts"

/** A slope cut by a wave and a circle (Gramacy et al. 2016, "Modeling an augmented Lagrangian"): best 0.599788 at (0.1954, 0.4044). */
export const gramacy = (): Landscape => ({
  name: "gramacy",
  family: "constrained",
  use: "tune",
  space: { x1: { type: "float", low: 0, high: 1 }, x2: { type: "float", low: 0, high: 1 } },
  objectives: oneLoss,
  constraints: ["c1 <= 0", "c2 <= 0"],
  truth({ x1, x2 }) {
    const [a, b] = [Number(x1), Number(x2)]
    return { loss: a + b, c1: 1.5 - a - 2 * b - 0.5 * Math.sin(2 * Math.PI * (a * a - 2 * b)), c2: a * a + b * b - 1.5 }
  },
})
