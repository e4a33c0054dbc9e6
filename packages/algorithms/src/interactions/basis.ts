/**
 * Functions of one feature with mean 0 and variance 1 over the cube, at right angles to each other: what a surface is taken apart into.
 * Legendre's polynomials over a range, differences of groups over values.
 */

/** For each function its value at each point. */
export type Basis = readonly Float64Array[]

/** Of a range; `column` holds coordinates in 0..1. Where it is NaN, not active, every function is 0. */
export function rangeBasis(column: Float64Array, degrees: number): Basis {
  const basis = Array.from({ length: degrees }, () => new Float64Array(column.length))
  for (const [i, unit] of column.entries()) {
    if (unit !== unit) continue
    const x = 2 * unit - 1
    let [before, now] = [1, x]
    for (let n = 1; n <= degrees; n++) {
      basis[n - 1]![i] = Math.sqrt(2 * n + 1) * now
      ;[before, now] = [now, ((2 * n + 1) * x * now - n * before) / (n + 1)]
    }
  }
  return basis
}

/**
 * Of values that are equally likely and lie in groups: `groupOf` tells the group of a coordinate, `shares` how much of the cube each has, the
 * sum being 1. Each function sets one group against all before it. NaN, and what is in no group, is 0.
 */
export function valueBasis(column: Float64Array, groupOf: ReadonlyMap<number, number>, shares: readonly number[]): Basis {
  let below = shares[0]!
  return shares.slice(1).map((share, k) => {
    const height = 1 / Math.sqrt(below + (below * below) / share)
    const fall = (-height * below) / share
    below += share
    return column.map((unit) => {
      const group = groupOf.get(unit)
      return group === undefined || group > k + 1 ? 0 : group === k + 1 ? fall : height
    })
  })
}
