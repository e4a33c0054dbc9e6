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
  const row = new Float64Array(n)
  // (L⁻ᵀ L⁻¹)ᵢⱼ = Σₖ≥ᵢ Mₖᵢ Mₖⱼ, gathered row by row of M = L⁻¹; row k adds to the rows up to k only, so it goes in place.
  for (let k = 0; k < n; k++) {
    const rk = rowStart(k)
    for (let j = 0; j <= k; j++) {
      row[j] = inverse[rk + j]!
      inverse[rk + j] = 0
    }
    for (let i = 0; i <= k; i++) {
      const ri = rowStart(i)
      const x = row[i]!
      for (let j = 0; j <= i; j++) inverse[ri + j]! += x * row[j]!
    }
  }
  return inverse
}

/** The diagonal of the inverse of L Lᵀ: the bits of `inverseOf`, for half of the work. */
export function inverseDiagonal(l: Float64Array, n: number): Float64Array {
  const lower = lowerInverse(l, n)
  const diagonal = new Float64Array(n)
  for (let k = 0, at = 0; k < n; k++) for (let i = 0; i <= k; i++, at++) diagonal[i]! += lower[at]! * lower[at]!
  return diagonal
}

/** Row i of L⁻¹ is −(Σⱼ Lᵢⱼ row j of L⁻¹) / Lᵢᵢ with a last element of 1 / Lᵢᵢ. */
function lowerInverse(l: Float64Array, n: number): Float64Array {
  const m = new Float64Array(rowStart(n))
  for (let i = 0; i < n; i++) {
    const ri = rowStart(i)
    for (let j = 0; j < i; j++) {
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
