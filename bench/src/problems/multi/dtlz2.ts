import type { Landscape } from "../landscape.ts"

/**
 * DTLZ2 with three objectives and six variables (Deb, Thiele, Laumanns and Zitzler 2002): the front is an eighth of the unit sphere. The
 * published one has its front where x3 to x6 are 0.5; here it is elsewhere, so that a start in the middle is no gift.
 */
export const dtlz2 = (): Landscape => ({
  name: "dtlz2",
  family: "multi",
  use: "tune",
  space: Object.fromEntries(names.map((x) => [x, { type: "float", low: 0, high: 1 } as const])),
  objectives: [
    { metric: "f1", direction: "minimize" },
    { metric: "f2", direction: "minimize" },
    { metric: "f3", direction: "minimize" },
  ],
  reference: [1.1, 1.1, 1.1],
  truth(config) {
    const [x1 = 0, x2 = 0, ...others] = names.map((x) => Number(config[x]))
    const radius = 1 + others.reduce((sum, x, i) => sum + (x - places[i]!) * (x - places[i]!), 0)
    const [a, b] = [(x1 * Math.PI) / 2, (x2 * Math.PI) / 2]
    return { f1: radius * Math.cos(a) * Math.cos(b), f2: radius * Math.cos(a) * Math.sin(b), f3: radius * Math.sin(a) }
  },
  // The cube up to the reference less an eighth of the ball.
  limit: () => 1.1 * 1.1 * 1.1 - Math.PI / 6,
})

const names = ["x1", "x2", "x3", "x4", "x5", "x6"]

/** Where x3 to x6 are at the front. */
const places = [0.7, 0.25, 0.6, 0.35]
