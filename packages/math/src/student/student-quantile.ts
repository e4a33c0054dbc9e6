/**
 * The quantile of Student's t for whole degrees of freedom from 1, within 1e-12 of the truth. `p` between 0 and 1; outside, or for other
 * degrees, NaN. By halving the range, for figures that are printed: some microseconds a call.
 */
export function studentQuantile(p: number, degrees: number): number {
  if (!(p > 0 && p < 1) || !Number.isInteger(degrees) || degrees < 1) return NaN
  if (p < 0.5) return -studentQuantile(1 - p, degrees)
  const within = 2 * p - 1
  let [low, high] = [0, 1]
  while (massWithin(high, degrees) < within) high *= 2
  for (let i = 0; i < 80 && high - low > 1e-14 * high; i++) {
    const middle = (low + high) / 2
    if (massWithin(middle, degrees) < within) low = middle
    else high = middle
  }
  return (low + high) / 2
}

/** P(|T| < t), by the finite sums that whole degrees of freedom have (Abramowitz and Stegun 26.7.3 and 26.7.4). */
function massWithin(t: number, degrees: number): number {
  const root = Math.sqrt(degrees + t * t)
  const [sine, cosine2] = [t / root, degrees / (root * root)]
  const odd = degrees % 2 === 1
  let term = odd ? Math.sqrt(cosine2) : 1
  let sum = degrees === 1 ? 0 : term
  for (let k = odd ? 3 : 2; k <= degrees - 2; k += 2) {
    term *= ((k - 1) / k) * cosine2
    sum += term
  }
  return odd ? (2 / Math.PI) * (arcTangent(t / Math.sqrt(degrees)) + sine * sum) : sine * sum
}

/** For x ≥ 0: the angle is halved until a few terms of its series are enough. */
function arcTangent(x: number): number {
  let [small, doubled] = [x, 1]
  for (let i = 0; i < 6; i++, doubled *= 2) small /= 1 + Math.sqrt(1 + small * small)
  let [power, sum] = [small, 0]
  for (let k = 1; k < 20; k += 2, power *= -small * small) sum += power / k
  return doubled * sum
}
