import fc from "fast-check"
import { describe, expect, test } from "vitest"
import { merge, type Layer } from "../../../src/cli/config/layers.ts"
import { splitWords } from "../../../src/cli/tune/split-words.ts"

const layer = (name: string, values: Layer["values"]): Layer => ({ values, origin: (path) => `${name}:${path.join(".")}` })

describe("layers", () => {
  test("objects join key by key, parameters and lists are wholes, and each leaf knows who said it", () => {
    const merged = merge([
      layer("far", { budget: { trials: 5, wall: "1h" }, space: { lr: { type: "float", low: 0, high: 1 } }, tags: ["a", "b"] }),
      layer("near", { budget: { trials: 9 }, space: { lr: "log(1e-3, 1.0)" }, tags: ["c"] }),
    ])
    expect(merged.values).toEqual({ budget: { trials: 9, wall: "1h" }, space: { lr: "log(1e-3, 1.0)" }, tags: ["c"] })
    expect(Object.fromEntries(merged.origins)).toEqual({
      "budget.trials": "near:budget.trials",
      "budget.wall": "far:budget.wall",
      "space.lr": "near:space.lr",
      tags: "near:tags",
    })
    expect(merged.placeOf(["tags", 0])).toBe("near:tags.0")
    expect(merged.placeOf(["seed"])).toBeUndefined()
  })

  test("settings of one algorithm do not leak into another", () => {
    const [far, near] = [{ type: "tpe", candidates: 48 }, { type: "gp" }]
    expect(merge([layer("far", { sampler: far }), layer("near", { sampler: near })]).values).toEqual({ sampler: near })
  })

  test("one layer alone is itself; a layer of nothing changes nothing", () => {
    fc.assert(
      fc.property(fc.record({ trials: fc.nat(), wall: fc.constantFrom("1h", "2m") }, { requiredKeys: [] }), (budget) => {
        const alone = merge([layer("a", { budget })])
        expect(merge([layer("a", { budget }), layer("b", {})]).values).toEqual(alone.values)
        expect(alone.values.budget ?? {}).toEqual(budget)
      }),
    )
  })
})

describe("a line of words", () => {
  test.for([
    ["python train.py --lr {lr}", ["python", "train.py", "--lr", "{lr}"]],
    [`sh -c 'echo "a b"' ""`, ["sh", "-c", 'echo "a b"', ""]],
    [String.raw`a\ b "c\"d" 'e\f'`, ["a b", 'c"d', String.raw`e\f`]],
    ["  ", []],
  ] as const)("%s", ([line, words]) => expect(splitWords(line)).toEqual(words))

  test("what is quoted comes back whole", () => {
    const quoted = (word: string): string => `'${word.replaceAll("'", `'\\''`)}'`
    fc.assert(fc.property(fc.array(fc.string()), (words) => void expect(splitWords(words.map(quoted).join(" "))).toEqual(words)))
  })
})
