/** How far `actual` is from the true value y + rest·ulp(y), in units of the last place of the double y. Signs of zero and NaN must agree. */
export function ulps(actual: number, y: number, rest = 0): number {
  if (Object.is(actual, y)) return Math.abs(rest)
  if (!Number.isFinite(actual) || !Number.isFinite(y)) return Infinity
  return Math.abs((actual - y) / unit(y) - rest)
}

/** The distance from |y| to the next larger double. */
function unit(y: number): number {
  const double = new Float64Array([Math.abs(y)])
  const bits = new BigInt64Array(double.buffer)
  bits[0] = bits[0]! + 1n
  const next = double[0]!
  return next === Infinity ? 2 ** 971 : next - Math.abs(y)
}
