import { oneLoss, type Landscape } from "../landscape.ts"
import { branin } from "../smooth/branin.ts"

/** Branin inside a disc (Parr et al. 2012 and others): of the three minima one is allowed, (π, 2.275) with 0.397887. */
export const braninInDisc = (): Landscape => ({
  name: "branin-in-disc",
  family: "constrained",
  use: "tune",
  space: { x1: { type: "float", low: -5, high: 10 }, x2: { type: "float", low: 0, high: 15 } },
  objectives: oneLoss,
  constraints: ["c1 <= 0"],
  truth({ x1, x2 }) {
    const [a, b] = [Number(x1), Number(x2)]
    return { loss: branin([a, b]), c1: (a - 2.5) * (a - 2.5) + (b - 7.5) * (b - 7.5) - 50 }
  },
  optimum: { x1: Math.PI, x2: 2.275 },
})
