/**
 * The eigenvalues and eigenvectors of a symmetric matrix by rotations that clear one element beside the diagonal after the other
 * (Jacobi 1846; Golub & Van Loan 2013, section 8.5). Slower than the reduction to three diagonals, but small eigenvalues come out with
 * their relative accuracy, which a badly conditioned covariance needs.
 */

export interface SymmetricEigen {
  /** Ascending, n. */
  readonly values: Float64Array
  /** n × n by rows: row k is the unit eigenvector of `values[k]`. */
  readonly vectors: Float64Array
}

/**
 * `matrix` is n × n by rows, finite; only what lies on and above the diagonal is read. About 15 n³ multiplications for each sweep,
 * five to ten sweeps. Elements that are not finite give values that are not.
 */
export function symmetricEigen(matrix: Float64Array, n: number): SymmetricEigen {
  const a = mirrored(matrix, n)
  const v = identity(n)
  for (let sweep = 0; sweep < mostSweeps; sweep++) {
    let rotated = false
    for (let p = 0; p < n - 1; p++) for (let q = p + 1; q < n; q++) if (clear(a, v, n, p, q)) rotated = true
    if (!rotated) break
  }
  return ascending(a, v, n)
}

/** One rotation; false when the element is nothing beside its diagonal. */
function clear(a: Float64Array, v: Float64Array, n: number, p: number, q: number): boolean {
  const apq = a[p * n + q]!
  const app = a[p * n + p]!
  const aqq = a[q * n + q]!
  if (!(Math.abs(apq) > negligible * Math.sqrt(Math.abs(app)) * Math.sqrt(Math.abs(aqq)))) return false
  const half = (aqq - app) / (2 * apq)
  const t = Math.abs(half) > 1e150 ? 0.5 / half : (half < 0 ? -1 : 1) / (Math.abs(half) + Math.sqrt(half * half + 1))
  const c = 1 / Math.sqrt(t * t + 1)
  const s = t * c
  turn(a, n, p, q, c, s)
  for (let k = 0; k < n; k++) {
    a[k * n + p] = a[p * n + k]!
    a[k * n + q] = a[q * n + k]!
  }
  a[p * n + p] = app - t * apq
  a[q * n + q] = aqq + t * apq
  a[p * n + q] = 0
  a[q * n + p] = 0
  turn(v, n, p, q, c, s)
  return true
}

/** Rows p and q become c·p − s·q and s·p + c·q. */
function turn(m: Float64Array, n: number, p: number, q: number, c: number, s: number): void {
  const rp = p * n
  const rq = q * n
  for (let k = 0; k < n; k++) {
    const x = m[rp + k]!
    const y = m[rq + k]!
    m[rp + k] = c * x - s * y
    m[rq + k] = s * x + c * y
  }
}

function ascending(a: Float64Array, v: Float64Array, n: number): SymmetricEigen {
  const order = Array.from({ length: n }, (_, k) => k).sort((i, j) => a[i * n + i]! - a[j * n + j]! || i - j)
  const vectors = new Float64Array(n * n)
  for (const [k, from] of order.entries()) vectors.set(v.subarray(from * n, from * n + n), k * n)
  return { values: Float64Array.from(order, (k) => a[k * n + k]!), vectors }
}

function mirrored(matrix: Float64Array, n: number): Float64Array {
  const a = matrix.slice(0, n * n)
  for (let i = 1; i < n; i++) for (let j = 0; j < i; j++) a[i * n + j] = a[j * n + i]!
  return a
}

function identity(n: number): Float64Array {
  const v = new Float64Array(n * n)
  for (let k = 0; k < n; k++) v[k * n + k] = 1
  return v
}

/** Convergence is quadratic from the third sweep or so; what is left after these is rounding. */
const mostSweeps = 40

/** 2⁻⁵³. */
const negligible = 1.1102230246251565e-16
