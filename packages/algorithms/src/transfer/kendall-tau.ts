/** Kendall's rank correlation τ-b (Kendall 1945): how far two rankings of the same things agree. */

/** From −1, reversed, over 0, unrelated, to 1, the same order; 0 where either has no order. O(n²). */
export function kendallTau(a: ArrayLike<number>, b: ArrayLike<number>): number {
  let [agree, inA, inB] = [0, 0, 0]
  for (let i = 0; i < a.length; i++)
    for (let j = 0; j < i; j++) {
      const [x, y] = [Math.sign(a[i]! - a[j]!), Math.sign(b[i]! - b[j]!)]
      agree += x * y
      inA += x * x
      inB += y * y
    }
  return inA > 0 && inB > 0 ? agree / Math.sqrt(inA * inB) : 0
}
