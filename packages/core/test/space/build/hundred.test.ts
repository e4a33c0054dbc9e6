import { branch, choice, float, int, log, space, when, type Infer } from "@diapason/core"
import { expect, expectTypeOf, test } from "vitest"

const ten = {
  a: float(0, 1),
  b: int(1, 9),
  c: log(1e-5, 1),
  d: choice("x", "y", "z"),
  e: when({ d: ["x"] }, float(0, 1)),
  f: choice([1, 2, 3]),
  g: branch({ one: { p: float(0, 1) }, two: { q: int(1, 4), r: choice("s", "t") } }),
  h: int(1, 64, { scale: "pow2" }),
  i: float(0, 0.5, { step: 0.05 }),
  j: log(1e-3, 1e3, { default: 1 }),
}

/** The same ten under other names. */
const under = <const P extends string>(prefix: P): { [K in keyof typeof ten as `${P}${K}`]: (typeof ten)[K] } => {
  const entries = Object.entries(ten).map(([name, spec]) => [
    prefix + name,
    name === "e" ? when({ [`${prefix}d`]: ["x"] }, float(0, 1)) : spec,
  ])
  return Object.fromEntries(entries) as { [K in keyof typeof ten as `${P}${K}`]: (typeof ten)[K] }
}

test("a space of a hundred parameters type-checks", () => {
  const s = space({
    ...under("a"),
    ...under("b"),
    ...under("c"),
    ...under("d"),
    ...under("e"),
    ...under("f"),
    ...under("g"),
    ...under("h"),
    ...under("i"),
    ...under("j"),
  })
  expectTypeOf<Infer<typeof s>["jd"]>().toEqualTypeOf<"x" | "y" | "z">()
  expectTypeOf<Infer<typeof s>["he"]>().toEqualTypeOf<number | undefined>()
  expect(Object.keys(s.json)).toHaveLength(100)
})
