import fc from "fast-check"
import { expect, test } from "vitest"
import { minimiseInBox } from "../../src/index.ts"

test("it finds the minimum of Rosenbrock's valley", () => {
  const { x, value } = minimiseInBox(
    {
      evaluate: ([a, b], gradient) => {
        gradient[0] = -400 * a! * (b! - a! * a!) - 2 * (1 - a!)
        gradient[1] = 200 * (b! - a! * a!)
        return 100 * (b! - a! * a!) * (b! - a! * a!) + (1 - a!) * (1 - a!)
      },
      low: [-2, -2],
      high: [2, 2],
      iterations: 200,
      tolerance: 1e-8,
    },
    [-1.2, 1],
  )
  expect(value).toBeLessThan(1e-12)
  expect(x[0]).toBeCloseTo(1, 5)
})

test("of a bowl it finds the point of the box that is nearest, whatever the curvatures", () => {
  const bowl = fc.record({
    centre: fc.array(fc.double({ min: -2, max: 2, noNaN: true }), { minLength: 4, maxLength: 4 }),
    weights: fc.array(fc.double({ min: 0.1, max: 100, noNaN: true }), { minLength: 4, maxLength: 4 }),
  })
  fc.assert(
    fc.property(bowl, ({ centre, weights }) => {
      const { x } = minimiseInBox(
        {
          evaluate: (x, gradient) => {
            let sum = 0
            for (let j = 0; j < 4; j++) {
              gradient[j] = 2 * weights[j]! * (x[j]! - centre[j]!)
              sum += weights[j]! * (x[j]! - centre[j]!) * (x[j]! - centre[j]!)
            }
            return sum
          },
          low: [-1, -1, -1, -1],
          high: [1, 1, 1, 1],
          iterations: 300,
          tolerance: 1e-9,
        },
        [0.5, -5, 0, 5],
      )
      for (let j = 0; j < 4; j++) expect(x[j]).toBeCloseTo(Math.max(-1, Math.min(1, centre[j]!)), 4)
    }),
  )
})

test("a wall of infinite values is not entered", () => {
  const { x, value } = minimiseInBox(
    {
      evaluate: ([a], gradient) => {
        gradient[0] = -1
        return a! > 0.7 ? NaN : -a!
      },
      low: [0],
      high: [1],
      iterations: 60,
      tolerance: 1e-9,
    },
    [0.1],
  )
  expect(x[0]).toBeGreaterThan(0.6)
  expect(value).toBe(-x[0]!)
})

test("it asks for no place that is not in the box, even where no step is short enough", () => {
  const asked: number[] = []
  const { x, value } = minimiseInBox(
    {
      evaluate: ([a], gradient) => {
        asked.push(a!)
        gradient[0] = 1
        return a === 1 ? 0 : 1e9
      },
      low: [-5],
      high: [5],
      iterations: 50,
      tolerance: 1e-9,
    },
    [1],
  )
  expect([x[0], value]).toEqual([1, 0])
  expect(asked.every((a) => a >= -5 && a <= 5)).toBe(true)
})
