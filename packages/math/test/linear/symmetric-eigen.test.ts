import fc from "fast-check"
import { expect, test } from "vitest"
import { rng, symmetricEigen } from "../../src/index.ts"

/** A random symmetric matrix whose entries span `decades` powers of ten. */
function symmetric(n: number, seed: number, decades: number): Float64Array {
  const draw = rng(seed, 0, "random")
  const scale = Array.from({ length: n }, () => 10 ** (decades * draw.uniform()))
  const a = new Float64Array(n * n)
  for (let i = 0; i < n; i++) for (let j = i; j < n; j++) a[i * n + j] = a[j * n + i] = draw.normal() * scale[i]! * scale[j]!
  return a
}

const cases = fc.record({ n: fc.integer({ min: 1, max: 20 }), seed: fc.nat(1000), decades: fc.constantFrom(0, 0, 3) })

test("A v is λ v for every pair, and the values ascend", () => {
  fc.assert(
    fc.property(cases, ({ n, seed, decades }) => {
      const a = symmetric(n, seed, decades)
      const { values, vectors } = symmetricEigen(a, n)
      const norm = Math.sqrt(a.reduce((sum, x) => sum + x * x, 0))
      for (let k = 0; k < n; k++) {
        if (k > 0) expect(values[k]).toBeGreaterThanOrEqual(values[k - 1]!)
        for (let i = 0; i < n; i++) {
          let residual = -values[k]! * vectors[k * n + i]!
          for (let j = 0; j < n; j++) residual += a[i * n + j]! * vectors[k * n + j]!
          expect(Math.abs(residual)).toBeLessThan(1e-13 * norm)
        }
      }
    }),
  )
})

test("the vectors are orthonormal", () => {
  fc.assert(
    fc.property(cases, ({ n, seed, decades }) => {
      const { vectors } = symmetricEigen(symmetric(n, seed, decades), n)
      for (let k = 0; k < n; k++)
        for (let l = 0; l <= k; l++) {
          let dot = 0
          for (let i = 0; i < n; i++) dot += vectors[k * n + i]! * vectors[l * n + i]!
          expect(Math.abs(dot - (k === l ? 1 : 0))).toBeLessThan(1e-13)
        }
    }),
  )
})

test("the second difference matrix has its values 2 − 2 cos(kπ/(n + 1))", () => {
  const n = 9
  const a = new Float64Array(n * n)
  for (let i = 0; i < n; i++) {
    a[i * n + i] = 2
    if (i > 0) a[i * n + i - 1] = a[(i - 1) * n + i] = -1
  }
  const { values } = symmetricEigen(a, n)
  for (let k = 1; k <= n; k++) expect(values[k - 1]).toBeCloseTo(2 - 2 * Math.cos((k * Math.PI) / (n + 1)), 14)
})

test("a diagonal matrix is its own answer, and a 2 × 2 one is known by hand", () => {
  expect([...symmetricEigen(Float64Array.of(3, 0, 0, 0, 1, 0, 0, 0, 2), 3).values]).toEqual([1, 2, 3])
  const { values, vectors } = symmetricEigen(Float64Array.of(2, 1, 1, 2), 2)
  expect(values[0]).toBeCloseTo(1, 15)
  expect(values[1]).toBeCloseTo(3, 15)
  expect(vectors[0]! * vectors[1]!).toBeCloseTo(-0.5, 15)
  expect(vectors[2]! * vectors[3]!).toBeCloseTo(0.5, 15)
})

test("a tiny value beside huge ones keeps its digits", () => {
  // D M D with D = diag(1, 1e-6, 1e-12) and M near the identity: the smallest value is 1e-24 times a factor known from the minors.
  const d = [1, 1e-6, 1e-12]
  const m = [1, 0.1, 0.2, 0.1, 1, 0.3, 0.2, 0.3, 1]
  const a = Float64Array.from(m, (x, at) => x * d[Math.floor(at / 3)]! * d[at % 3]!)
  const determinant = 1 + 2 * 0.1 * 0.2 * 0.3 - 0.1 ** 2 - 0.2 ** 2 - 0.3 ** 2
  const { values } = symmetricEigen(a, 3)
  expect(values[0]! / (1e-24 * (determinant / (1 - 0.1 ** 2)))).toBeCloseTo(1, 9)
})
