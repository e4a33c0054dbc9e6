/**
 * Symmetric positive definite systems. A matrix is its lower triangle, packed by rows: element (i, j), j ≤ i, lies at i (i + 1) / 2 + j,
 * so that rows are contiguous and a matrix grows by appending a row.
 */

/** Where row i begins in a packed triangle; `rowStart(n)` is the length of the triangle of an n × n matrix. */
export const rowStart = (i: number): number => (i * (i + 1)) / 2

/**
 * Replaces rows `from`..`n - 1` of a packed matrix A by those of its Cholesky factor L, A = L Lᵀ; the rows before `from` are factored
 * already. n³/6 multiplications in all. False, with the rest left as it was, when a pivot is not positive.
 */
export function cholesky(a: Float64Array, n: number, from = 0): boolean {
  for (let i = from; i < n; i++) {
    const ri = rowStart(i)
    for (let j = 0; j < i; j++) {
      const rj = rowStart(j)
      a[ri + j] = (a[ri + j]! - dot(a, ri, a, rj, j)) / a[rj + j]!
    }
    const pivot = a[ri + i]! - dot(a, ri, a, ri, i)
    if (!(pivot > 0 && pivot < Infinity)) return false
    a[ri + i] = Math.sqrt(pivot)
  }
  return true
}

/** Solves L x = b in place. n²/2 multiplications. */
export function solveLower(l: Float64Array, n: number, b: Float64Array): void {
  for (let i = 0; i < n; i++) {
    const ri = rowStart(i)
    b[i] = (b[i]! - dot(l, ri, b, 0, i)) / l[ri + i]!
  }
}

/** Solves Lᵀ x = b in place. n²/2 multiplications. */
export function solveUpper(l: Float64Array, n: number, b: Float64Array): void {
  for (let i = n - 1; i >= 0; i--) {
    const ri = rowStart(i)
    const x = b[i]! / l[ri + i]!
    b[i] = x
    for (let k = 0; k < i; k++) b[k]! -= l[ri + k]! * x
  }
}

/** The packed inverse of L Lᵀ. n³/3 multiplications. */
export function inverseOf(l: Float64Array, n: number): Float64Array {
  const inverse = lowerInverse(l, n)
  const taken = Array.from({ length: 4 }, () => new Float64Array(n))
  const [r0, r1, r2, r3] = taken as [Float64Array, Float64Array, Float64Array, Float64Array]
  // (L⁻ᵀ L⁻¹)ᵢⱼ = Σₖ≥ᵢ Mₖᵢ Mₖⱼ, gathered from four rows of M = L⁻¹ at a time; row k adds to the rows up to k only, so it goes in place. The
  // sums are added up in the order of k, and zeros beyond the ends of the rows change none of their bits.
  for (let k = 0; k < n; k += 4) {
    const most = Math.min(n, k + 4)
    taken.forEach((row, b) => takeRow(inverse, k + b < n ? k + b : -1, row))
    for (let i = 0; i < most; i++) {
      const ri = rowStart(i)
      const [x0, x1, x2, x3] = [r0[i]!, r1[i]!, r2[i]!, r3[i]!]
      for (let j = 0; j <= i; j++) inverse[ri + j] = inverse[ri + j]! + x0 * r0[j]! + x1 * r1[j]! + x2 * r2[j]! + x3 * r3[j]!
    }
  }
  return inverse
}

/** Moves row k of a packed triangle into `row`, and leaves zeros behind; zeros alone for a row that there is not. */
function takeRow(triangle: Float64Array, k: number, row: Float64Array): void {
  row.fill(0)
  if (k < 0) return
  const here = triangle.subarray(rowStart(k), rowStart(k + 1))
  row.set(here)
  here.fill(0)
}

/** The diagonal of the inverse of L Lᵀ: the bits of `inverseOf`, for half of the work. */
export function inverseDiagonal(l: Float64Array, n: number): Float64Array {
  const lower = lowerInverse(l, n)
  const diagonal = new Float64Array(n)
  for (let k = 0, at = 0; k < n; k++) for (let i = 0; i <= k; i++, at++) diagonal[i]! += lower[at]! * lower[at]!
  return diagonal
}

/** Row i of L⁻¹ is −(Σⱼ Lᵢⱼ row j of L⁻¹) / Lᵢᵢ with a last element of 1 / Lᵢᵢ. Four rows are taken off at a time, in the order of j. */
function lowerInverse(l: Float64Array, n: number): Float64Array {
  const m = new Float64Array(rowStart(n))
  for (let i = 0; i < n; i++) {
    const ri = rowStart(i)
    let j = 0
    for (; j + 3 < i; j += 4) {
      const [m0, m1, m2, m3] = [rowStart(j), rowStart(j + 1), rowStart(j + 2), rowStart(j + 3)]
      const [x0, x1, x2, x3] = [l[ri + j]!, l[ri + j + 1]!, l[ri + j + 2]!, l[ri + j + 3]!]
      for (let k = 0; k <= j; k++) m[ri + k] = m[ri + k]! - x0 * m[m0 + k]! - x1 * m[m1 + k]! - x2 * m[m2 + k]! - x3 * m[m3 + k]!
      m[ri + j + 1] = m[ri + j + 1]! - x1 * m[m1 + j + 1]! - x2 * m[m2 + j + 1]! - x3 * m[m3 + j + 1]!
      m[ri + j + 2] = m[ri + j + 2]! - x2 * m[m2 + j + 2]! - x3 * m[m3 + j + 2]!
      m[ri + j + 3]! -= x3 * m[m3 + j + 3]!
    }
    for (; j < i; j++) {
      const rj = rowStart(j)
      const x = l[ri + j]!
      for (let k = 0; k <= j; k++) m[ri + k]! -= x * m[rj + k]!
    }
    const pivot = l[ri + i]!
    for (let k = 0; k < i; k++) m[ri + k]! /= pivot
    m[ri + i] = 1 / pivot
  }
  return m
}

/** Σ a[i] b[i] over `count` elements from two offsets, in four sums: the order is fixed, so the bits are. */
function dot(a: Float64Array, ai: number, b: Float64Array, bi: number, count: number): number {
  let s0 = 0
  let s1 = 0
  let s2 = 0
  let s3 = 0
  let k = 0
  for (; k + 3 < count; k += 4) {
    s0 += a[ai + k]! * b[bi + k]!
    s1 += a[ai + k + 1]! * b[bi + k + 1]!
    s2 += a[ai + k + 2]! * b[bi + k + 2]!
    s3 += a[ai + k + 3]! * b[bi + k + 3]!
  }
  for (; k < count; k++) s0 += a[ai + k]! * b[bi + k]!
  return s0 + s1 + (s2 + s3)
}
