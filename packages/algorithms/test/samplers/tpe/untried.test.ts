import { spaceFromJson, type Sampler } from "@diapason/core"
import { rng } from "@diapason/math"
import { expect, it } from "vitest"
import { cmaEs } from "../../../src/samplers/cma-es.ts"
import { random } from "../../../src/samplers/random.ts"
import { tpe } from "../../../src/samplers/tpe.ts"
import { untried } from "../../../src/samplers/tpe/untried.ts"
import { askFor, problemOn } from "../../asking.ts"

const ints = (names: string, high: number) => Object.fromEntries([...names].map((name) => [name, `int(1, ${high})`]))

it("a branch is left when a constraint of what is set is broken, so that one of very many is found", () => {
  const space = spaceFromJson(ints("abcde", 1000), ["a == b", "b == c", "c == d", "d == e"])
  const found = untried(space, rng(1, 0, "startup"), () => true)
  expect(typeof found === "object" && new Set(Object.values(found)).size).toBe(1)
})

it("says that there is none, and that it does not know after a million steps", () => {
  expect(untried(spaceFromJson(ints("ab", 300), ["a + b == 900"]), rng(1, 0, "startup"), () => true)).toBe("none")
  expect(untried(spaceFromJson(ints("abcdef", 300)), rng(1, 0, "startup"), () => false)).toBe("unknown")
})

it.each<[string, () => Sampler]>([
  ["tpe", () => tpe() as never],
  ["cma-es", () => cmaEs() as never],
  ["random", () => random() as never],
])("%s comes to an end on a space where draws do not find what is allowed", async (_, make) => {
  for (const where of [
    ["a + b <= 2", "c + d <= 2", "e + f <= 2"],
    ["a + b == 333", "c + d == 255", "e + f == 190", "a + c == 401"],
    ["a * b * c * d * e * f == 7919"],
  ]) {
    const sampler = make()
    const problem = problemOn(ints("abcdef", 300), { where })
    const given = await sampler.suggest(sampler.init(problem), askFor(0))
    expect("flat" in given || "exhausted" in given).toBe(true)
    if ("exhausted" in given) expect(given.exhausted).toMatch(/no configuration/)
  }
})
