import fc from "fast-check"
import { describe, expect, it } from "vitest"
import { cos, erf, erfc, erfcx, exp, expm1, log, log1p, pow, sin } from "@diapason/math"
import { ulps } from "../oracles/ulps.ts"

const rows: readonly [name: string, f: (x: number) => number, values: readonly (readonly [x: number, y: number])[]][] = [
  [
    "exp",
    exp,
    [
      [0, 1],
      [-0, 1],
      [NaN, NaN],
      [Infinity, Infinity],
      [-Infinity, 0],
      [709.782712893385, Infinity],
      [-745.1332191019412, 0],
      [-745.1332191019413, 0],
      [-745.1332191019411, 5e-324],
      [1, Math.E],
      [5e-324, 1],
    ],
  ],
  [
    "log",
    log,
    [
      [1, 0],
      [0, -Infinity],
      [-0, -Infinity],
      [-1, NaN],
      [-5e-324, NaN],
      [-Infinity, NaN],
      [NaN, NaN],
      [Infinity, Infinity],
      [2, Math.LN2],
      [Math.E, 1],
    ],
  ],
  [
    "log1p",
    log1p,
    [
      [0, 0],
      [-0, -0],
      [-1, -Infinity],
      [-1.0000000000000002, NaN],
      [-Infinity, NaN],
      [NaN, NaN],
      [Infinity, Infinity],
      [1, Math.LN2],
      [5e-324, 5e-324],
      [-5e-324, -5e-324],
    ],
  ],
  [
    "expm1",
    expm1,
    [
      [0, 0],
      [-0, -0],
      [NaN, NaN],
      [Infinity, Infinity],
      [-Infinity, -1],
      [-1e300, -1],
      [709.782712893385, Infinity],
      [5e-324, 5e-324],
      [-5e-324, -5e-324],
    ],
  ],
  [
    "sin",
    sin,
    [
      [0, 0],
      [-0, -0],
      [NaN, NaN],
      [Infinity, NaN],
      [-Infinity, NaN],
      [5e-324, 5e-324],
      [-5e-324, -5e-324],
      [1e22, -0.8522008497671888],
    ],
  ],
  [
    "cos",
    cos,
    [
      [0, 1],
      [-0, 1],
      [NaN, NaN],
      [Infinity, NaN],
      [-Infinity, NaN],
      [5e-324, 1],
    ],
  ],
  [
    "erf",
    erf,
    [
      [0, 0],
      [-0, -0],
      [NaN, NaN],
      [Infinity, 1],
      [-Infinity, -1],
      [7, 1],
      [-7, -1],
      [5e-324, 5e-324],
    ],
  ],
  [
    "erfc",
    erfc,
    [
      [0, 1],
      [-0, 1],
      [NaN, NaN],
      [Infinity, 0],
      [-Infinity, 2],
      [28, 0],
      [-28, 2],
      [-7, 2],
    ],
  ],
  [
    "erfcx",
    erfcx,
    [
      [0, 1],
      [-0, 1],
      [NaN, NaN],
      [Infinity, 0],
      [-Infinity, Infinity],
      [-27, Infinity],
    ],
  ],
]

for (const [name, f, values] of rows)
  describe(name, () => {
    for (const [x, y] of values) it(`${name}(${Object.is(x, -0) ? "-0" : x}) is ${Object.is(y, -0) ? "-0" : y}`, () => expect(f(x)).toBe(y))
  })

const close = (a: number, b: number, relative: number): boolean => Math.abs(a - b) <= relative * Math.max(Math.abs(a), Math.abs(b))
const within = (min: number, max: number) => fc.double({ min, max, noNaN: true })

describe("identities", () => {
  it("log undoes exp", () =>
    fc.assert(fc.property(within(-700, 700), (x) => Math.abs(log(exp(x)) - x) <= 4e-16 * Math.max(1, Math.abs(x)))))
  it("log1p undoes expm1", () => fc.assert(fc.property(within(-1, 700), (x) => close(log1p(expm1(x)), x, 1e-15))))
  it("exp(a + b) = exp(a) exp(b) for sums that do not round", () =>
    fc.assert(
      fc.property(fc.integer({ min: -300, max: 300 }), fc.integer({ min: -300, max: 300 }), (a, b) =>
        close(exp(a + b), exp(a) * exp(b), 6e-16),
      ),
    ))
  it("exp never falls", () =>
    fc.assert(fc.property(within(-750, 720), within(-750, 720), (a, b) => exp(Math.min(a, b)) <= exp(Math.max(a, b)))))
  it("sin² + cos² = 1 for every finite x", () =>
    fc.assert(
      fc.property(fc.double({ noNaN: true, noDefaultInfinity: true }), (x) => Math.abs(sin(x) * sin(x) + cos(x) * cos(x) - 1) < 6e-16),
    ))
  it("sin is odd and cos is even, to the last bit", () =>
    fc.assert(fc.property(fc.double(), (x) => Object.is(sin(-x), -sin(x)) && Object.is(cos(-x), cos(x)))))
  it("erf is odd, to the last bit, and erf + erfc = 1", () =>
    fc.assert(fc.property(fc.double({ noNaN: true }), (x) => Object.is(erf(-x), -erf(x)) && Math.abs(erf(x) + erfc(x) - 1) < 8e-16)))
  it("erfcx(x) + erfcx(-x) = 2 exp(x²)", () =>
    fc.assert(fc.property(within(0, 5), (x) => close(erfcx(x) + erfcx(-x), 2 * exp(x * x), 1e-14))))
  it("x erfcx(x) tends to 1/√π", () => fc.assert(fc.property(within(1e9, 1e300), (x) => close(x * erfcx(x), 0.5641895835477563, 1e-15))))
})

describe("pow", () => {
  const special = [
    0,
    -0,
    0.5,
    -0.5,
    1,
    -1,
    2,
    -2,
    3,
    -3,
    1e300,
    -1e300,
    2 ** 53 + 2,
    2 ** 53 - 1,
    1 - 2 ** -53,
    1 + 2 ** -52,
    5e-324,
    -5e-324,
    Infinity,
    -Infinity,
    NaN,
  ]
  for (const x of special)
    it(`pow(${Object.is(x, -0) ? "-0" : x}, y) has ECMAScript's value for ${special.length} special y`, () => {
      for (const y of special) {
        const expected = x ** y
        const actual = pow(x, y)
        if (Number.isNaN(expected) || expected === 0 || Math.abs(expected) === Infinity) expect(actual, `y = ${y}`).toBe(expected)
        else expect(ulps(actual, expected), `y = ${y}`).toBeLessThanOrEqual(2)
      }
    })

  it("an integer power that fits a double is exact", () =>
    fc.assert(
      fc.property(fc.integer({ min: -3000, max: 3000 }), fc.integer({ min: 0, max: 40 }), (x, y) => {
        const exact = BigInt(x) ** BigInt(y)
        fc.pre(BigInt(Number(exact)) === exact && Number.isFinite(Number(exact)))
        return pow(x, y) === Number(exact)
      }),
      { numRuns: 2000 },
    ))

  it("powers of two and of ten are the doubles of that name", () => {
    for (let k = -1074; k <= 1023; k++) expect(pow(2, k)).toBe(Number(`${k < -1022 ? 2 ** -1022 * 2 ** (k + 1022) : 2 ** k}`))
    for (let k = 0; k <= 22; k++) expect(pow(10, k)).toBe(Number(`1e${k}`))
  })

  it("the square of a root is the number, for squares that fit", () =>
    fc.assert(fc.property(fc.integer({ min: 1, max: 94906265 }), (n) => pow(n * n, 0.5) === n)))
})
