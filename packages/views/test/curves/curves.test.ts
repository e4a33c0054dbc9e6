import { addReport, emptyCurve, type Curve } from "@diapason/core"
import fc from "fast-check"
import { describe, expect, test } from "vitest"
import { curveDensity, curveEnvelope } from "../../src/curves/envelope.ts"
import { thinnedCurve } from "../../src/curves/thinned-curve.ts"

function curveOf(points: readonly (readonly [step: number, value: number | undefined])[]): Curve {
  const curve = emptyCurve()
  for (const [step, value] of [...points].sort((a, b) => a[0] - b[0]))
    addReport(curve, step, value === undefined ? { other: 1 } : { loss: value })
  return curve
}

const anyValue = fc.oneof(
  { weight: 12, arbitrary: fc.integer({ min: -20, max: 20 }) },
  { weight: 1, arbitrary: fc.constantFrom(NaN, Infinity, -Infinity, undefined) },
)
const anyCurve = fc
  .uniqueArray(fc.tuple(fc.integer({ min: 0, max: 40 }), anyValue), { maxLength: 15, selector: ([step]) => step })
  .map(curveOf)

const finite = (curve: Curve): readonly (readonly [number, number])[] =>
  curve.steps.map((step, i) => [step, curve.columns.get("loss")?.[i] ?? NaN] as const).filter(([, y]) => Number.isFinite(y))

/** The values of a curve in a stretch of steps: those reported there, and where its line crosses the ends. */
function inside(curve: Curve, from: number, to: number): readonly number[] {
  const points = finite(curve)
  const crossing = [from, to].flatMap((x) =>
    points.slice(1).flatMap(([x1, y1], i) => {
      const [x0, y0] = points[i]!
      return x >= x0 && x <= x1 ? [y0 + ((y1 - y0) * (x - x0)) / (x1 - x0)] : []
    }),
  )
  return [...points.filter(([x]) => x >= from && x <= to).map(([, y]) => y), ...crossing]
}

const anyWindow = fc
  .record({ from: fc.integer({ min: 0, max: 20 }), span: fc.integer({ min: 1, max: 30 }), pixel: fc.constantFrom(1, 2, 4) })
  // Borders of columns are whole numbers or simple parts, so that the naive form finds the same ones.
  .map(({ from, span, pixel }) => ({ metric: "loss", from, to: from + span * pixel, width: span }))

describe("the envelope of curves", () => {
  test("is what looking at each column by itself finds", () => {
    fc.assert(
      fc.property(fc.array(anyCurve, { maxLength: 6 }), anyWindow, (curves, window) => {
        const { low, high, count } = curveEnvelope(curves, window)
        for (let column = 0; column < window.width; column++) {
          const pixel = (window.to - window.from) / window.width
          const all = curves.map((curve) => inside(curve, window.from + column * pixel, window.from + (column + 1) * pixel))
          expect(count[column]).toBe(all.filter((values) => values.length > 0).length)
          if (count[column] === 0) expect([low[column], high[column]]).toEqual([NaN, NaN])
          else {
            expect(low[column]).toBeCloseTo(Math.min(...all.flat()), 9)
            expect(high[column]).toBeCloseTo(Math.max(...all.flat()), 9)
          }
        }
      }),
      { numRuns: 300 },
    )
  })

  test("of one point, of one step, of a metric that is not there", () => {
    const one = curveOf([[3, 7]])
    expect(curveEnvelope([one], { metric: "loss", from: 3, to: 3, width: 4 }).count).toEqual(Uint32Array.of(1, 0, 0, 0))
    expect([...curveEnvelope([one], { metric: "loss", from: 0, to: 6, width: 4 }).count]).toEqual([0, 1, 1, 0])
    expect([...curveEnvelope([one], { metric: "none", from: 0, to: 6, width: 2 }).count]).toEqual([0, 0])
  })
})

test("a density counts each curve once in each pixel that it passes through", () => {
  const flat = curveOf([
    [0, 5],
    [10, 5],
  ])
  const rising = curveOf([
    [0, 0],
    [10, 10],
  ])
  const cells = curveDensity([flat, flat, rising], { metric: "loss", from: 0, to: 10, width: 5, height: 5, low: 0, high: 10 })
  const rows = Array.from({ length: 5 }, (_, row) => [...cells.subarray(5 * row, 5 * row + 5)])
  expect(rows[2]).toEqual([2, 2, 3, 3, 2])
  expect(rows.map((row) => row[0])).toEqual([0, 0, 2, 0, 1])
  expect([...curveDensity([flat], { metric: "loss", from: 0, to: 10, width: 2, height: 2, low: 6, high: 9 })]).toEqual([0, 0, 0, 0])
})

describe("a thinned curve", () => {
  test("has the least and the greatest of every pixel, both ends, and is not longer than four points a pixel", () => {
    fc.assert(
      fc.property(fc.array(anyValue, { minLength: 1, maxLength: 300 }), fc.integer({ min: 1, max: 10 }), (values, width) => {
        const curve = curveOf(values.map((value, i) => [i, value]))
        const known = finite(curve)
        const { steps, values: kept } = thinnedCurve(curve, "loss", width)
        expect(steps.length).toBeLessThanOrEqual(4 * width)
        expect(steps).toEqual([...new Set(steps)].sort((a, b) => a - b))
        expect(steps.every((step, i) => known.some(([x, y]) => x === step && y === kept[i]))).toBe(true)
        if (known.length === 0) return
        expect([steps[0], steps.at(-1)]).toEqual([known[0]![0], known.at(-1)![0]])
        const [from, span] = [known[0]![0], known.at(-1)![0] - known[0]![0]]
        for (let column = 0; column < width; column++) {
          const inColumn = (x: number): boolean => Math.min(width - 1, Math.floor(((x - from) / span) * width)) === column
          const wanted = known.filter(([x]) => inColumn(x)).map(([, y]) => y)
          const found = kept.filter((_, i) => inColumn(steps[i]!))
          expect([Math.min(...found), Math.max(...found)]).toEqual([Math.min(...wanted), Math.max(...wanted)])
        }
      }),
      { numRuns: 200 },
    )
  })
})
