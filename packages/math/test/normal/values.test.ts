import fc from "fast-check"
import { describe, expect, it } from "vitest"
import {
  exp,
  log1mExp,
  logAddExp,
  logNormalMass,
  logSumExp,
  normalCdf,
  normalLogCdf,
  normalLogPdf,
  normalLogQuantile,
  normalPdf,
  normalQuantile,
  truncatedNormalQuantile,
} from "@diapason/math"

const close = (a: number, b: number, relative: number): boolean =>
  a === b || Math.abs(a - b) <= relative * Math.max(Math.abs(a), Math.abs(b))
const within = (min: number, max: number) => fc.double({ min, max, noNaN: true })

describe("published values", () => {
  const rows: readonly (readonly [name: string, actual: number, expected: number])[] = [
    ["normalQuantile(0.25)", normalQuantile(0.25), -0.6744897501960817],
    ["normalQuantile(0.001)", normalQuantile(0.001), -3.090232306167813],
    ["normalQuantile(1e-20)", normalQuantile(1e-20), -9.262340089798409],
    ["normalQuantile(0.975)", normalQuantile(0.975), 1.959963984540054],
    ["normalLogCdf(-1)", normalLogCdf(-1), -1.8410216450092634],
    ["normalLogCdf(-5)", normalLogCdf(-5), -15.064998393988724],
    ["normalLogCdf(-10)", normalLogCdf(-10), -53.23128515051246],
    ["normalLogCdf(-20)", normalLogCdf(-20), -203.91715537109727],
    ["normalLogCdf(-38)", normalLogCdf(-38), -726.5572160188202],
    ["normalLogCdf(-100)", normalLogCdf(-100), -5005.524208694205],
    ["logNormalMass(-1, 1)", logNormalMass(-1, 1), -0.38171514630212616],
    ["logNormalMass(5, 6)", logNormalMass(5, 6), -15.06844609652945],
    ["logNormalMass(-40, -39)", logNormalMass(-40, -39), -765.0831565643776],
    ["logNormalMass(30, 31)", logNormalMass(30, 31), -454.3212439563432],
    ["truncatedNormalQuantile(0.5, 5, 6)", truncatedNormalQuantile(0.5, 5, 6), 5.131371763283919],
    ["truncatedNormalQuantile(0.25, 30, 31)", truncatedNormalQuantile(0.25, 30, 31), 30.009577257491085],
    ["truncatedNormalQuantile(0.9, -40, -39)", truncatedNormalQuantile(0.9, -40, -39), -39.00269968568994],
    ["normalCdf(-10)", normalCdf(-10), 7.619853024160527e-24],
  ]
  for (const [name, actual, expected] of rows)
    it(`${name} is ${expected}`, () => expect(close(actual, expected, 1e-14), `${actual}`).toBe(true))
})

describe("special values", () => {
  const rows: readonly (readonly [name: string, actual: number, expected: number])[] = [
    ["normalPdf(Infinity)", normalPdf(Infinity), 0],
    ["normalPdf(NaN)", normalPdf(NaN), NaN],
    ["normalLogPdf(-Infinity)", normalLogPdf(-Infinity), -Infinity],
    ["normalCdf(-Infinity)", normalCdf(-Infinity), 0],
    ["normalCdf(-40)", normalCdf(-40), 0],
    ["normalCdf(0)", normalCdf(0), 0.5],
    ["normalCdf(Infinity)", normalCdf(Infinity), 1],
    ["normalCdf(NaN)", normalCdf(NaN), NaN],
    ["normalLogCdf(-Infinity)", normalLogCdf(-Infinity), -Infinity],
    ["normalLogCdf(-1e200)", normalLogCdf(-1e200), -Infinity],
    ["normalLogCdf(Infinity)", normalLogCdf(Infinity), -0],
    ["normalLogCdf(NaN)", normalLogCdf(NaN), NaN],
    ["normalQuantile(0)", normalQuantile(0), -Infinity],
    ["normalQuantile(0.5)", normalQuantile(0.5), 0],
    ["normalQuantile(1)", normalQuantile(1), Infinity],
    ["normalQuantile(-1)", normalQuantile(-1), NaN],
    ["normalQuantile(1.5)", normalQuantile(1.5), NaN],
    ["normalQuantile(NaN)", normalQuantile(NaN), NaN],
    ["normalLogQuantile(0)", normalLogQuantile(0), Infinity],
    ["normalLogQuantile(-Infinity)", normalLogQuantile(-Infinity), -Infinity],
    ["normalLogQuantile(1)", normalLogQuantile(1), NaN],
    ["normalLogQuantile(NaN)", normalLogQuantile(NaN), NaN],
    ["logNormalMass(-Infinity, Infinity)", logNormalMass(-Infinity, Infinity), -0],
    ["logNormalMass(1, 1)", logNormalMass(1, 1), -Infinity],
    ["logNormalMass(2, 1)", logNormalMass(2, 1), NaN],
    ["truncatedNormalQuantile(0, -1, 1)", truncatedNormalQuantile(0, -1, 1), -1],
    ["truncatedNormalQuantile(1, -1, 1)", truncatedNormalQuantile(1, -1, 1), 1],
    ["truncatedNormalQuantile(0.3, 2, 2)", truncatedNormalQuantile(0.3, 2, 2), 2],
    ["truncatedNormalQuantile(-0.1, 0, 1)", truncatedNormalQuantile(-0.1, 0, 1), NaN],
    ["truncatedNormalQuantile(0.5, 1, 0)", truncatedNormalQuantile(0.5, 1, 0), NaN],
    ["logSumExp([])", logSumExp([]), -Infinity],
    ["logSumExp([-Infinity, -Infinity])", logSumExp([-Infinity, -Infinity]), -Infinity],
    ["logSumExp([Infinity, 1])", logSumExp([Infinity, 1]), Infinity],
    ["logSumExp([1, NaN])", logSumExp([1, NaN]), NaN],
    ["logAddExp(-Infinity, -Infinity)", logAddExp(-Infinity, -Infinity), -Infinity],
    ["logAddExp(-Infinity, 3)", logAddExp(-Infinity, 3), 3],
    ["logAddExp(Infinity, -Infinity)", logAddExp(Infinity, -Infinity), Infinity],
    ["logAddExp(NaN, 1)", logAddExp(NaN, 1), NaN],
    ["log1mExp(0)", log1mExp(0), -Infinity],
    ["log1mExp(-Infinity)", log1mExp(-Infinity), -0],
    ["log1mExp(1)", log1mExp(1), NaN],
  ]
  for (const [name, actual, expected] of rows) it(`${name} is ${expected}`, () => expect(actual).toBe(expected))
})

describe("identities", () => {
  it("Φ(x) + Φ(-x) = 1", () => fc.assert(fc.property(fc.double({ noNaN: true }), (x) => close(normalCdf(x) + normalCdf(-x), 1, 8e-16))))
  it("the quantile is antisymmetric about ½", () =>
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 2 ** 30 - 1 }), (k) => normalQuantile(k / 2 ** 30) === 0 - normalQuantile(1 - k / 2 ** 30)),
    ))
  it("the cdf undoes the quantile", () => fc.assert(fc.property(within(1e-300, 1), (p) => close(normalCdf(normalQuantile(p)), p, 1e-11))))
  it("the log quantile undoes the log cdf", () =>
    fc.assert(fc.property(within(-1e6, 8), (x) => close(normalLogQuantile(normalLogCdf(x)), x, 1e-10) || Math.abs(x) < 1e-5 || x > 5)))
  it("masses of neighbouring intervals add up", () =>
    fc.assert(
      fc.property(fc.tuple(within(-50, 50), within(-50, 50), within(-50, 50)), (ends) => {
        const [a, b, c] = ends.sort((x, y) => x - y)
        const parts = logAddExp(logNormalMass(a, b), logNormalMass(b, c))
        const whole = logNormalMass(a, c)
        return parts === whole || Math.abs(parts - whole) <= 1e-12 * (1 + Math.abs(whole))
      }),
    ))
  it("the mass of an interval is that of its mirror image", () =>
    fc.assert(fc.property(within(-50, 50), within(0, 50), (a, h) => close(logNormalMass(a, a + h), logNormalMass(-a - h, -a), 1e-14))))
  it("narrow and wide rules of the mass meet", () =>
    fc.assert(
      fc.property(within(-40, 39), within(0.999, 1.001), (a, f) => {
        const h = (0.1 * f) / Math.max(1, Math.abs(a), Math.abs(a) + 0.1)
        return close(logNormalMass(a, a + h), logAddExp(logNormalMass(a, a + h / 2), logNormalMass(a + h / 2, a + h)), 1e-12)
      }),
    ))
  it("a truncated quantile lies in its interval and rises with q", () =>
    fc.assert(
      fc.property(within(-50, 50), within(0, 50), within(0, 1), within(0, 1), (a, h, p, q) => {
        const x = truncatedNormalQuantile(Math.min(p, q), a, a + h)
        const y = truncatedNormalQuantile(Math.max(p, q), a, a + h)
        return a <= x && x <= y + 1e-13 * (1 + Math.abs(y)) && y <= a + h
      }),
    ))
  it("the median of a symmetric interval is 0", () =>
    fc.assert(fc.property(within(1e-3, 30), (b) => Math.abs(truncatedNormalQuantile(0.5, -b, b)) < 2e-15)))
  it("without ends the truncated quantile is the quantile", () =>
    fc.assert(
      fc.property(within(1e-3, 0.999), (q) => Math.abs(truncatedNormalQuantile(q, -Infinity, Infinity) - normalQuantile(q)) < 1e-15 * 4),
    ))
  it("logSumExp is the logarithm of the sum, wherever its level", () =>
    fc.assert(
      fc.property(fc.array(within(-30, 30), { minLength: 1, maxLength: 20 }), within(-1e4, 1e4), (values, level) =>
        close(
          exp(logSumExp(values.map((value) => value + level)) - level),
          values.reduce((sum, value) => sum + exp(value), 0),
          1e-11,
        ),
      ),
    ))
  it("logAddExp is logSumExp of two", () =>
    fc.assert(
      fc.property(
        within(-800, 800),
        within(-800, 800),
        (a, b) => Math.abs(logAddExp(a, b) - logSumExp([a, b])) <= 5e-16 + 5e-16 * Math.abs(Math.max(a, b)),
      ),
    ))
  it("e^log1mExp(x) + e^x = 1", () => fc.assert(fc.property(within(-800, 0), (x) => close(exp(log1mExp(x)) + exp(x), 1, 8e-16))))
})
