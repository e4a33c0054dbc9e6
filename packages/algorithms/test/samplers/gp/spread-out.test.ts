import type { Flat, Outcome } from "@diapason/core"
import fc from "fast-check"
import { expect, it } from "vitest"
import { gp } from "../../../src/samplers/gp.ts"
import { spreadOut } from "../../../src/samplers/gp/spread-out.ts"
import { askFor, flatOf, problemOn } from "../../asking.ts"

const point = fc.array(fc.double({ min: -5, max: 5, noNaN: true }), { minLength: 3, maxLength: 3 })

it("what is left out is nearer to what is kept than those are to each other, and the ends are kept", () => {
  fc.assert(
    fc.property(fc.array(point, { minLength: 1, maxLength: 40 }), fc.integer({ min: 4, max: 12 }), (points, count) => {
      const all = points.map((_, i) => i)
      const chosen = spreadOut(points, all, count)
      expect(chosen).toEqual([...new Set(chosen)].sort((a, b) => a - b))
      expect(chosen.length).toBeLessThanOrEqual(count)
      if (points.length <= count) {
        expect(chosen).toEqual(all)
        return
      }
      const range = [0, 1, 2].map((m) => Math.max(...points.map((y) => y[m]!)) - Math.min(...points.map((y) => y[m]!)) || 1)
      const away = (i: number, j: number): number => Math.hypot(...points[i]!.map((y, m) => (y - points[j]![m]!) / range[m]!))
      for (const m of [0, 1, 2]) expect(Math.min(...chosen.map((i) => points[i]![m]!))).toBe(Math.min(...points.map((y) => y[m]!)))
      // The ends come first, whatever lies between them; the one chosen last was the farthest from all others.
      const reach = Math.max(...all.map((i) => Math.min(...chosen.map((j) => away(i, j)))))
      const apart = chosen.flatMap((i) => chosen.flatMap((j) => (i < j ? [away(i, j)] : []))).sort((a, b) => a - b)
      const pairsOfEnds = 3
      if (chosen.length === count) expect(reach).toBeLessThanOrEqual(apart[pairsOfEnds]! + 1e-9)
    }),
  )
})

it("with three objectives and more than eighty trials on the front, suggestions go on to new places", async () => {
  const centres = [
    [0.1, 0.1],
    [0.9, 0.1],
    [0.5, 0.9],
  ]
  const result = ({ x, y }: Flat): Outcome => ({
    kind: "complete",
    losses: centres.map(([a, b]) => Math.hypot((x as number) - a!, (y as number) - b!)),
    violations: [],
  })
  const sampler = gp()
  let state = sampler.init(problemOn({ x: "float(0, 1)", y: "float(0, 1)" }, { objectives: 3, trials: 200 }))
  const told: Flat[] = []
  const tell = (flat: Flat): void => {
    state = sampler.observe(state, { number: told.length, flat, outcome: result(flat) })
    told.push(flat)
  }
  // Between the centres every place is on the front.
  for (let i = 0; i < 100; i++) {
    const [a, b] = [((i % 10) + 1) / 12, (Math.floor(i / 10) + 1) / 12]
    const [u, v] = a + b > 1 ? [1 - a, 1 - b] : [a, b]
    tell({ x: 0.1 + 0.8 * u + 0.4 * v, y: 0.1 + 0.8 * v })
  }
  const distances: number[] = []
  for (let k = 0; k < 12; k++) {
    const flat = await flatOf(sampler.suggest(state, askFor(told.length)))
    distances.push(
      Math.min(...told.map(({ x, y }) => Math.hypot((x as number) - (flat["x"] as number), (y as number) - (flat["y"] as number)))),
    )
    tell(flat)
  }
  expect(distances.toSorted((a, b) => a - b)[6]).toBeGreaterThan(0.01)
})
