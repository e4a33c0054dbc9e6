import fc from "fast-check"
import { expect, test } from "vitest"
import { cholesky, inverseDiagonal, inverseOf, rng, rowStart, solveLower, solveUpper } from "../../src/index.ts"

/** A packed random matrix B Bᵀ + n/10 I. */
function definite(n: number, seed: number): Float64Array {
  const draw = rng(seed, 0, "random")
  const b = Array.from({ length: n }, () => Float64Array.from({ length: n }, () => draw.normal()))
  const a = new Float64Array(rowStart(n))
  for (let i = 0; i < n; i++)
    for (let j = 0; j <= i; j++) a[rowStart(i) + j] = b[i]!.reduce((sum, x, k) => sum + x * b[j]![k]!, 0) + (i === j ? n / 10 : 0)
  return a
}

const at = (a: Float64Array, i: number, j: number): number => a[i >= j ? rowStart(i) + j : rowStart(j) + i]!

const sizes = fc.record({ n: fc.integer({ min: 1, max: 24 }), seed: fc.nat(1000) })

test("the factor times its transpose is the matrix", () => {
  fc.assert(
    fc.property(sizes, ({ n, seed }) => {
      const a = definite(n, seed)
      const l = a.slice()
      expect(cholesky(l, n)).toBe(true)
      for (let i = 0; i < n; i++)
        for (let j = 0; j <= i; j++) {
          let sum = 0
          for (let k = 0; k <= j; k++) sum += at(l, i, k) * at(l, j, k)
          expect(sum).toBeCloseTo(at(a, i, j), 9)
        }
    }),
  )
})

test("the diagonal of an inverse is that of the whole inverse, bit for bit", () => {
  fc.assert(
    fc.property(sizes, ({ n, seed }) => {
      const l = definite(n, seed)
      cholesky(l, n)
      const inverse = inverseOf(l, n)
      expect([...inverseDiagonal(l, n)]).toEqual(Array.from({ length: n }, (_, i) => at(inverse, i, i)))
    }),
  )
})

test("an inverse has the bits of its sums one by one, in the order of the rows", () => {
  fc.assert(
    fc.property(sizes, ({ n, seed }) => {
      const l = definite(n, seed)
      cholesky(l, n)
      const m = Array.from({ length: n }, () => new Float64Array(n))
      for (let i = 0; i < n; i++) {
        for (let k = 0; k < i; k++) {
          let left = 0
          for (let j = k; j < i; j++) left -= at(l, i, j) * m[j]![k]!
          m[i]![k] = left / at(l, i, i)
        }
        m[i]![i] = 1 / at(l, i, i)
      }
      const plain = Array.from({ length: n }, (_, i) =>
        Array.from({ length: i + 1 }, (_, j) => m.slice(i).reduce((sum, row) => sum + row[i]! * row[j]!, 0)),
      )
      expect([...inverseOf(l, n)]).toEqual(plain.flat())
    }),
  )
})

test("a factor that grows by rows is the factor made at once", () => {
  const a = definite(9, 3)
  const whole = a.slice()
  cholesky(whole, 9)
  const grown = a.slice()
  cholesky(grown, 5)
  cholesky(grown, 9, 5)
  expect(grown).toEqual(whole)
})

test("solving and the inverse agree: A (A⁻¹ b) = b", () => {
  fc.assert(
    fc.property(sizes, ({ n, seed }) => {
      const a = definite(n, seed)
      const l = a.slice()
      cholesky(l, n)
      const b = Float64Array.from({ length: n }, (_, i) => i - 2)
      const x = b.slice()
      solveLower(l, n, x)
      solveUpper(l, n, x)
      const inverse = inverseOf(l, n)
      for (let i = 0; i < n; i++) {
        let back = 0
        let byInverse = 0
        for (let j = 0; j < n; j++) {
          back += at(a, i, j) * x[j]!
          byInverse += at(inverse, i, j) * b[j]!
        }
        expect(back).toBeCloseTo(b[i]!, 8)
        expect(byInverse).toBeCloseTo(x[i]!, 8)
      }
    }),
  )
})

test("a matrix that is not positive definite is refused", () => {
  expect(cholesky(Float64Array.of(1, 2, 1), 2)).toBe(false)
  expect(cholesky(Float64Array.of(1, NaN, 1), 2)).toBe(false)
  expect(cholesky(Float64Array.of(0), 1)).toBe(false)
})
