import type { Config } from "@diapason/core"
import type { Landscape } from "../landscape.ts"

/**
 * Three fronts of Zitzler, Deb and Thiele 2000 with six variables: convex, concave, and in five pieces. The reference point is just right
 * of the front and as high as the worst that ZDT1 and ZDT2 can give.
 */
export const zdts = (): readonly Landscape[] => [
  // ∫ 1 - √t is 1/3, ∫ 1 - t² is 2/3.
  zdt(
    "zdt1",
    "tune",
    (t) => 1 - Math.sqrt(t),
    () => right * top - 1 / 3,
  ),
  zdt(
    "zdt2",
    "judge",
    (t) => 1 - t * t,
    () => right * top - 2 / 3,
  ),
  zdt("zdt3", "judge", (t, f1) => 1 - Math.sqrt(t) - t * Math.sin(10 * Math.PI * f1), brokenLimit),
]

const right = 1.1
const top = 10

/** `front` is f2 / g of f1 / g and f1; on the front g is 1. */
const zdt = (name: string, use: Landscape["use"], front: (t: number, f1: number) => number, limit: () => number): Landscape => ({
  name,
  family: "multi",
  use,
  space: Object.fromEntries(names.map((x) => [x, { type: "float", low: 0, high: 1 } as const])),
  objectives: [
    { metric: "f1", direction: "minimize" },
    { metric: "f2", direction: "minimize" },
  ],
  reference: [right, top],
  truth(config: Config) {
    const [f1 = 0, ...others] = names.map((x) => Number(config[x]))
    const g = 1 + (9 / others.length) * others.reduce((sum, x) => sum + x, 0)
    return { f1, f2: g * front(f1 / g, f1) }
  },
  limit,
})

const names = ["x1", "x2", "x3", "x4", "x5", "x6"]

/** The front of ZDT3 is what of its wave is lower than everything to its left; summed over a million strips. */
function brokenLimit(): number {
  const strips = 1_000_000
  let [lowest, sum] = [Infinity, 0]
  for (let i = 0; i < strips; i++) {
    const f1 = (right * (i + 0.5)) / strips
    if (f1 <= 1) lowest = Math.min(lowest, 1 - Math.sqrt(f1) - f1 * Math.sin(10 * Math.PI * f1))
    sum += top - lowest
  }
  return (right * sum) / strips
}
