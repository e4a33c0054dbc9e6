import { configKey, type Flat } from "@diapason/core"
import { describe, expect, it } from "vitest"
import { bruteForce } from "../../src/samplers/brute-force.ts"
import { close, descend, emptyTrie } from "../../src/samplers/brute-force/trie.ts"
import { askFor, flatOf, play, problemOn } from "../asking.ts"

const union = {
  kind: { type: "choice", values: ["real", "pair"] },
  x: { type: "float", low: 1, high: 3, step: 0.5, when: { kind: ["real"] } },
  a: { type: "int", low: 1, high: 3, when: { kind: ["pair"] } },
  b: { type: "int", low: 1, high: 3, when: { kind: ["pair"] } },
}

describe("brute force", () => {
  it("tries 1, 1.5, 2, 2.5, 3 and the six pairs a <= b: eleven trials, then stops", async () => {
    const { flats, exhausted } = await play(bruteForce(), problemOn(union, { where: ["a <= b"] }), 100)
    expect(new Set(flats.map(configKey)).size).toBe(11)
    expect(flats.length).toBe(11)
    expect(
      flats
        .filter(({ kind }) => kind === "real")
        .map(({ x }) => x)
        .sort(),
    ).toEqual([1, 1.5, 2, 2.5, 3])
    expect(exhausted).toBe("every configuration has been tried")
  })

  it("gives a small branch its turn beside a huge one", async () => {
    const json = {
      big: "bool()",
      n: { type: "int", low: 1, high: 1000, when: { big: [true] } },
      m: { type: "int", low: 1, high: 4, when: { big: [false] } },
    }
    const { flats } = await play(bruteForce(), problemOn(json), 40)
    // By leaves alone 0.16 of the first 40 would be small; with the flat half all four come, except once in 10^4 seeds.
    expect(flats.filter(({ big }) => big === false).length).toBe(4)
  })

  it("passes over running trials and says when only those are left", async () => {
    const problem = problemOn({ a: "bool()", b: "bool()" })
    const sampler = bruteForce()
    const state = sampler.init(problem)
    const running: { number: number; flat: Flat }[] = []
    for (let number = 0; number < 4; number++) {
      running.push({ number, flat: await flatOf(sampler.suggest(state, askFor(number, 1, running))) })
    }
    expect(new Set(running.map(({ flat }) => configKey(flat))).size).toBe(4)
    expect(await sampler.suggest(state, askFor(4, 1, running))).toEqual({ exhausted: "every configuration has been tried or is running" })
    expect(state).toEqual(sampler.init(problem))
  })

  it("refuses a space without end, by the name of the parameter", () => {
    expect(() => bruteForce().init(problemOn({ n: "int(1, 3)", lr: "log(1e-5, 1)" }))).toThrow(
      expect.objectContaining({ code: "D323", facts: { parameter: "lr" } }),
    )
  })
})

describe("the trie", () => {
  it("counts open leaves as the paths are closed, in any order, and takes them back", () => {
    const path = (...values: number[]) => values.map((value) => ({ value, of: 3 }))
    const root = emptyTrie()
    const undo = close(root, path(0, 1), 1)
    expect(root).toMatchObject({ open: 4, running: 1 })
    const again = close(root, path(0, 1), 1)
    expect(root).toMatchObject({ open: 4, running: 2 })
    again()
    close(root, path(2, 2), 0)()
    expect(root).toMatchObject({ open: 4, running: 1 })
    undo()
    expect(root).toEqual(emptyTrie())
    for (const [a, b] of [
      [0, 0],
      [0, 1],
      [0, 2],
    ] as const)
      close(root, path(a, b), 0)
    expect(root.open).toBe(2)
    expect([0, 0.49, 0.51, 0.999].map((u) => descend(root, 3, u))).toEqual([1, 1, 2, 2])
  })

  it("weighs by half the open leaves and half alike", () => {
    const root = emptyTrie()
    close(
      root,
      [
        { value: 0, of: 2 },
        { value: 0, of: 10 },
      ],
      0,
    )
    // Value 0 has 9 open leaves, value 1 counts as one: 0.45 + 0.25 against 0.05 + 0.25.
    expect(descend(root, 2, 0.699)).toBe(0)
    expect(descend(root, 2, 0.701)).toBe(1)
  })
})
