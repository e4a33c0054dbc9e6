/** The rounding error of the product: a b = p + productError(a, b, p) exactly, for p = a * b without over- or underflow (Dekker 1971). */
export function productError(a: number, b: number, p: number): number {
  const at = a * 134217729 // 2²⁷ + 1 cuts 53 bits into 26 and 26
  const ah = at - (at - a)
  const al = a - ah
  const bt = b * 134217729
  const bh = bt - (bt - b)
  const bl = b - bh
  return ah * bh - p + ah * bl + al * bh + al * bl
}

/** The rounding error of the sum: a + b = s + sumError(a, b, s) exactly, for s = a + b without overflow (Knuth 1969). */
export function sumError(a: number, b: number, s: number): number {
  const t = s - a
  return a - (s - t) + (b - t)
}
