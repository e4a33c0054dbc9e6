/** Student's t distribution, by the continued fraction of the incomplete beta function (Abramowitz & Stegun 26.5.8, 26.7.1). */
import { exp, log, log1p } from "@diapason/math"

/** P(|T| ≥ |t|) for `freedom` > 0 degrees of freedom; to about 1e-12. */
export function studentTail(t: number, freedom: number): number {
  const t2 = t * t
  if (t2 === 0) return 1
  const [a, b] = [freedom / 2, 0.5]
  // x = ν/(ν + t²); the fraction converges quickly below (a + 1)/(a + b + 2), and beyond it for the complement.
  const front = exp(logGamma(a + b) - logGamma(a) - logGamma(b) - a * log1p(t2 / freedom) - b * log1p(freedom / t2))
  const x = freedom / (freedom + t2)
  return x < (a + 1) / (a + b + 2) ? (front * fraction(a, b, x)) / a : 1 - (front * fraction(b, a, t2 / (freedom + t2))) / b
}

/** Evaluated from the front by the modified Lentz algorithm (Thompson & Barnett 1986). */
function fraction(a: number, b: number, x: number): number {
  let c = 1
  let d = 1 / away(1 - ((a + b) * x) / (a + 1))
  let value = d
  for (let m = 1; m <= 1000; m++) {
    for (const part of [
      (m * (b - m) * x) / ((a + 2 * m - 1) * (a + 2 * m)),
      (-(a + m) * (a + b + m) * x) / ((a + 2 * m) * (a + 2 * m + 1)),
    ]) {
      d = 1 / away(1 + part * d)
      c = away(1 + part / c)
      value *= c * d
    }
    if (Math.abs(c * d - 1) < 1e-15) break
  }
  return value
}

const away = (x: number): number => (Math.abs(x) < 1e-300 ? 1e-300 : x)

/** ln Γ(x) for x > 0: Stirling's series from x = 10 on, and the recurrence below it. */
function logGamma(x: number): number {
  let shift = 0
  while (x < 10) shift += log(x++)
  const r = 1 / (x * x)
  const series = (1 / 12 - r * (1 / 360 - r * (1 / 1260 - r * (1 / 1680 - r / 1188)))) / x
  return (x - 0.5) * log(x) - x + 0.9189385332046727 + series - shift
}
