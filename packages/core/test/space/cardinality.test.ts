import fc from "fast-check"
import { expect, it } from "vitest"
import { cardinality, configKey, drawFlat, fulfils, fromUnit, levels, spaceFromJson, type Flat, type Space } from "@diapason/core"

/** Every configuration of a finite space, by an odometer over the coordinates that a draw asks for; undefined above a limit. */
function enumerate(space: Space): ReadonlySet<string> | undefined {
  const found = new Set<string>()
  let digits: number[] = []
  for (let round = 0; round < 3000; round++) {
    const sizes: number[] = []
    const flat: Flat = drawFlat(space, (parameter) => {
      const at = sizes.length
      sizes.push(levels(parameter))
      return ((digits[at] ?? 0) + 0.5) / levels(parameter)
    })
    if (fulfils(space, flat)) found.add(configKey(flat))
    digits = sizes.map((_, i) => digits[i] ?? 0)
    let last = sizes.length - 1
    while (last >= 0 && digits[last]! + 1 >= sizes[last]!) last--
    if (last < 0) return found
    digits = [...digits.slice(0, last), digits[last]! + 1]
  }
  return undefined
}

/** Finite spaces with conditions of every kind. */
const few = fc
  .record({
    a: fc.constantFrom("1..3", "choice(1, 7)", "0..1:step=0.5"),
    w: fc.constantFrom("1..2 if a=1", "1,2", "mix(0, 1..2)"),
    late: fc.constantFrom("bool", "bool if w>1"),
  })
  .map((json) => ({ ...json, o: "branch(p(k=1..3, j=(bool if k>1)), q, r(k=1..3))", n: "0..2", u: "list(n, (2,4))", f: "fixed(3)" }))
  .chain((json) => fc.constantFrom([], ["n > 0 || w != 1"], ["o.k <= n"]).map((constraints) => spaceFromJson(json, constraints)))

it("counts what can be enumerated", () => {
  fc.assert(
    fc.property(few, (space) => {
      expect(cardinality(space)).toBe(enumerate(space)?.size)
    }),
    { numRuns: 25 },
  )
})

it("is without end where a real number can be active, and only there", () => {
  expect(cardinality(spaceFromJson({ a: "x,y", b: "0.0..1 if a=x" }))).toBe(Infinity)
  expect(cardinality(spaceFromJson({ a: "1,2", b: "0.0..1 if a>2" }))).toBe(2)
  expect(cardinality(spaceFromJson({ a: "1..1000", b: "1..1000", c: "1..1000" }))).toBe(1e9)
})

it("is at most the number without constraints where it cannot be counted out", () => {
  expect(cardinality(spaceFromJson({ a: "1..1000", b: "1..1000" }, ["a < b"]))).toBe(1e6)
  expect(cardinality(spaceFromJson({ a: "1..100", b: "1..100" }, ["a < b"]))).toBe(4950)
})

it("a draw at the middle of each cell is that cell's value", () => {
  const [p] = spaceFromJson({ a: "1..3" }).parameters
  expect([0, 1, 2].map((k) => fromUnit(p!, (k + 0.5) / 3))).toEqual([1, 2, 3])
})
