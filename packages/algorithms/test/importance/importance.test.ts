import { rng } from "@diapason/math"
import { describe, expect, test } from "vitest"
import type { Evidence, Feature } from "../../src/importance/evidence.ts"
import { importance, importanceInSteps, type Importance, type NoImportance } from "../../src/importance/importance.ts"
import { features } from "./made.ts"

/** Drawn trials of a function of the features' coordinates; NaN among them where a feature is not active. */
function evidence(count: number, kinds: readonly Feature[], value: (x: Float64Array, noise: () => number) => number, seed = 1): Evidence {
  const draw = rng(seed, 0, "random")
  const width = kinds.length
  const units = Float64Array.from({ length: count * width }, (_, k) => {
    const { levels } = kinds[k % width]!
    return levels > 0 ? draw.below(levels) : draw.uniform()
  })
  const losses = Float64Array.from({ length: count }, (_, i) => value(units.subarray(i * width, (i + 1) * width), () => draw.normal()))
  return { features: kinds, trials: Int32Array.from({ length: count }, (_, i) => i), losses, units, leftOut: [] }
}

const choice = (name: string, levels: number): Feature => ({
  name,
  parameter: { kind: "choice", name, values: Array.from({ length: levels }, (_, k) => `v${k}`) },
  levels,
  conditional: false,
})

const found = (told: Importance | NoImportance): Importance => {
  if ("lacks" in told) throw new Error(told.lacks)
  return told
}
const lacking = (told: Importance | NoImportance): string => ("lacks" in told ? told.lacks : "nothing")
const share = (told: Importance, name: string) => told.features.find((feature) => feature.name === name)!
const pair = (told: Importance, a: string, b: string) => told.pairs.find(({ first, second }) => first === a && second === b)!

const ishigami = (x: Float64Array): number => {
  const [a, b, c] = [...x].map((u) => Math.PI * (2 * u - 1))
  return Math.sin(a!) + 7 * Math.sin(b!) ** 2 + 0.1 * c! ** 4 * Math.sin(a!)
}

describe("shares of variance", () => {
  test("of Ishigami's function are those of its closed form, by the process, whose interval has them", () => {
    const told = found(importance(evidence(300, features(3), ishigami)))
    expect(told.model).toBe("process")
    expect(told.r2).toBeGreaterThan(0.99)
    const truths = [
      [share(told, "x0"), 0.3139],
      [share(told, "x1"), 0.4424],
      [share(told, "x2"), 0],
      [pair(told, "x0", "x2"), 0.2437],
      [pair(told, "x0", "x1"), 0],
    ] as const
    for (const [{ share, low, high }, truth] of truths) {
      expect(Math.abs(share - truth)).toBeLessThan(0.01)
      expect(low).toBeLessThanOrEqual(share)
      expect(high).toBeGreaterThanOrEqual(share)
      expect(low).toBeLessThanOrEqual(truth + 0.001)
      expect(high).toBeGreaterThanOrEqual(truth - 0.001)
    }
    expect(told.features.map(({ name }) => name)).toEqual(["x1", "x0", "x2"])
    expect(told.pairs[0]).toMatchObject({ first: "x0", second: "x2" })
    expect(told.warnings).toEqual([])
  })

  test("of a pair that acts under noise are not drawn in because no other pair does", () => {
    const pairs = Array.from({ length: 8 }, (_, seed) => {
      const noisy = evidence(200, features(3), (x, noise) => ishigami(x) + noise(), seed)
      return pair(found(importance(noisy)), "x0", "x2")
    })
    expect(pairs.filter(({ low, high }) => low <= 0.2437 && high >= 0.2437).length).toBeGreaterThanOrEqual(7)
    expect(Math.abs(pairs.reduce((sum, { share }) => sum + share / 8, 0) - 0.2437)).toBeLessThan(0.03)
  })

  test("of cliffs come from the forest, a choice being one feature", () => {
    const kinds = [...features(2), choice("kind", 3)]
    const told = found(importance(evidence(300, kinds, (x) => (x[0]! > 0.6 ? 3 : 0) + (x[1]! > 0.3 ? 1 : 0) + (x[2] === 1 ? 2 : 0))))
    expect(told.model).toBe("forest")
    const [a, b, c] = [9 * 0.24, 0.21, 4 * (2 / 9)]
    for (const [name, truth] of [
      ["x0", a],
      ["x1", b],
      ["kind", c],
    ] as const) {
      expect(Math.abs(share(told, name).share - truth / (a + b + c))).toBeLessThan(0.03)
    }
  })

  test("are the same for the same trials, at once and in steps that a caller drives", () => {
    const trials = evidence(60, features(3), ishigami)
    const steps = importanceInSteps(trials)
    let step = steps.next()
    let count = 0
    for (; step.done !== true; step = steps.next()) count++
    expect(count).toBeGreaterThan(50)
    expect(step.value).toEqual(importance(trials))
  })

  test("of a conditional parameter are told among the trials too in which it was active", () => {
    const kinds: Feature[] = [choice("branch", 2), { ...features(1)[0]!, name: "inner", conditional: true }]
    const trials = evidence(200, kinds, (x) => (x[0] === 1 ? 1 + 2 * x[1]! : 0))
    for (let i = 0; i < 200; i++) if (trials.units[2 * i] === 0) trials.units[2 * i + 1] = NaN
    const told = found(importance(trials))
    expect(share(told, "inner").givenActive).toBeCloseTo(1, 2)
    expect(share(told, "branch").givenActive).toBeUndefined()
    // 0 or 1 + 2x: the branch explains 1, x 1/12 alone and as much together with the branch, of 1 + 1/6.
    expect(Math.abs(share(told, "branch").share - 6 / 7)).toBeLessThan(0.04)
    expect(Math.abs(share(told, "inner").share - 1 / 14)).toBeLessThan(0.04)
    expect(Math.abs(pair(told, "branch", "inner").share - 1 / 14)).toBeLessThan(0.04)
  })

  test("in the good region leave out what only tells the bad from the very bad", () => {
    const trials = evidence(300, features(2), (x) => (x[0]! > 0.5 ? 100 * x[0]! : x[1]!))
    expect(share(found(importance(trials)), "x0").share).toBeGreaterThan(0.9)
    expect(share(found(importance(trials, { top: 0.3 })), "x1").share).toBeGreaterThan(0.1)
    expect(() => importance(trials, { top: 0 })).toThrow(/D164|no share/)
  })
})

describe("trials that say little", () => {
  test("are counted: how many are needed, and how many there are", () => {
    const told = importance(evidence(6, features(3), ishigami))
    expect(told).toMatchObject({ lacks: "Importance needs 10 complete trials; you have 6.", needed: 10, has: 6 })
  })

  test("an objective that is constant is told as that", () => {
    expect(lacking(importance(evidence(40, features(2), () => 3)))).toBe(
      "Importance needs losses that differ; all 40 trials have the same.",
    )
  })

  test("no parameter that varies", () => {
    expect(lacking(importance(evidence(40, [], () => 3)))).toBe("Importance needs a parameter that took more than one value; none did.")
    const same = evidence(40, features(1), (_, noise) => noise())
    same.units.fill(0.5)
    const told = importance(same)
    expect(lacking(told)).toBe("Importance needs a parameter that took more than one value; none did.")
    expect(told.leftOut).toEqual([{ what: "x0", why: "took one value in the trials that are looked at" }])
  })

  test("one parameter explains what is explained, and has no pairs", () => {
    const told = found(importance(evidence(40, features(1), (x) => x[0]!)))
    expect(told.features).toHaveLength(1)
    expect(told.features[0]!.share).toBeGreaterThan(0.98)
    expect(told.pairs).toEqual([])
  })

  test("few of them, and noise alone, are warned of", () => {
    const told = found(
      importance(
        evidence(20, features(2), (_, noise) => noise(), 3),
        { model: "forest" },
      ),
    )
    expect(told.warnings).toHaveLength(2)
    expect(told.warnings[0]).toContain("20 trials only")
    expect(told.warnings[1]).toContain("may be chance")
  })

  test("values that are no number or infinite do not count, and are told of", () => {
    const trials = evidence(60, features(2), (x) => x[0]!)
    trials.losses.set([NaN, Infinity, -Infinity])
    const told = found(importance(trials))
    expect(told.trials).toBe(57)
    expect(told.leftOut).toContainEqual({ what: "3 trials", why: "without a finite value" })
    expect(share(told, "x0").share).toBeGreaterThan(0.95)
    trials.losses.fill(NaN)
    expect(importance(trials)).toMatchObject({ needed: 10, has: 0 })
  })

  test("values of any size divide as small ones do", () => {
    const trials = evidence(60, features(2), (x) => 1e300 * (x[0]! + x[1]!))
    for (const model of ["process", "forest"] as const) expect(share(found(importance(trials, { model })), "x0").share).toBeGreaterThan(0.3)
  })

  test("the same configuration again and again is no trouble, with other values or with the same", () => {
    for (const noise of [0, 0.1]) {
      const trials = evidence(60, features(2), (x, draw) => x[0]! + noise * draw())
      for (let i = 30; i < 60; i++) {
        trials.units.copyWithin(i * 2, (i - 30) * 2, (i - 29) * 2)
        trials.losses[i] = trials.losses[i - 30]! + noise
      }
      for (const model of ["process", "forest"] as const)
        expect(share(found(importance(trials, { model })), "x0").share).toBeGreaterThan(0.7)
    }
  })

  test("values of a choice that were never tried are named and have no weight", () => {
    const trials = evidence(80, [choice("kind", 5), ...features(1)], (x) => x[0]! + 0.1 * x[1]!)
    for (let i = 0; i < 80; i++) if (trials.units[2 * i]! >= 3) trials.units[2 * i] = 0
    const told = found(importance(trials))
    expect(told.leftOut).toEqual([{ what: "2 of 5 values of kind", why: "never tried: v3, v4" }])
    expect(told.features[0]!.name).toBe("kind")
  })
})

describe("many", () => {
  test("parameters: the forest is asked, and the pairs are those of the 24 that trees cut by most", () => {
    const told = found(
      importance(
        evidence(100, features(200), (x) => 3 * x[7]! + x[120]!),
        { trees: 8 },
      ),
    )
    expect(told.model).toBe("forest")
    expect(told.features).toHaveLength(200)
    expect(told.features[0]!.name).toBe("x7")
    expect(told.pairs).toHaveLength((24 * 23) / 2)
    expect(told.leftOut).toEqual([{ what: "pairs of 176 parameters", why: "only the 24 by which trees cut most are paired" }])
  })

  test("trials: two thousand are looked at, and it is told so", () => {
    const told = found(
      importance(
        evidence(5000, features(3), (x) => 2 * x[0]! + x[1]!),
        { trees: 8, model: "forest", pairs: false },
      ),
    )
    expect(told.trials).toBe(2000)
    expect(told.leftOut).toEqual([{ what: "3000 trials", why: "beyond the 2000 that are looked at, which were drawn" }])
    expect(Math.abs(share(told, "x0").share - 0.8)).toBeLessThan(0.02)
  })
})
