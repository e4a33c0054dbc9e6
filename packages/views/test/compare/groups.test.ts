import { createLedger, DiapasonError, type Chosen, type StudyEvent } from "@diapason/core"
import { describe, expect, it } from "vitest"
import { groupsBeside, type Pairing } from "../../src/compare/groups-beside.ts"
import { pairingWords } from "../../src/compare/pairing-words.ts"
import { pairsOf } from "../../src/compare/pairs-of.ts"
import { progressOf, sharedObjective, type Progress } from "../../src/compare/progress.ts"
import { areaUnder, expectedCost, runtimes, targetsOf } from "../../src/compare/runtimes.ts"
import { groupsBy, groupsNamed } from "../../src/compare/study-groups.ts"

/** A study that stood at these values after 1, 2, … trials. */
const progress = (name: string, values: readonly number[], trials = values.length): Progress => ({
  study: name,
  points: values.map((value, i) => ({ trial: i, trials: i + 1, time: 1000 * (i + 1), value })),
  spent: { trials, time: 1000 * trials },
})

const ledger = (
  name: string,
  more: { readonly seed?: number; readonly sampler?: Chosen; readonly metric?: string; readonly direction?: "maximize" } = {},
) => {
  const { seed = 0, sampler = { type: "random" }, metric = "loss", direction = "minimize" } = more
  const definition = {
    ...{ name, seed, sampler, space: { x: "0.0..1.0" }, objectives: [{ metric, direction }] },
    ...{ scheduler: { type: "none" }, budget: {} },
  }
  return createLedger({ kind: "study.created", definition, seq: 1, at: 1, hash: "" } as StudyEvent)
}

const codeOf = (work: () => unknown): string => {
  try {
    work()
  } catch (error) {
    if (error instanceof DiapasonError) return `${error.code} ${error.words.what}`
  }
  return "nothing"
}

describe("groups of studies", () => {
  const known = ["tpe-1", "tpe-2", "gp-2", "gp-3", "a.b", "axb"]

  it("are named by patterns, in which * alone means more than itself", () => {
    expect(groupsNamed(["tpe-*", "gp-*"], known)).toEqual([
      {
        label: "tpe-*",
        members: [
          { study: "tpe-1", part: "1" },
          { study: "tpe-2", part: "2" },
        ],
      },
      {
        label: "gp-*",
        members: [
          { study: "gp-2", part: "2" },
          { study: "gp-3", part: "3" },
        ],
      },
    ])
    expect(groupsNamed(["a.b", "tpe-1"], known).map(({ members }) => members)).toEqual([[{ study: "a.b" }], [{ study: "tpe-1" }]])
    expect(groupsNamed(["a.*", "gp-*"], known)[0]!.members).toEqual([{ study: "a.b", part: "b" }])
  })

  it("are refused where a word names nothing, a study stands on two sides, or there is one side", () => {
    expect(codeOf(() => groupsNamed(["tpe-*", "cma-*"], known))).toBe("D189 Nothing can be compared: no study is named cma-*.")
    expect(codeOf(() => groupsNamed(["tpe-*", "*-1"], known))).toBe("D189 Nothing can be compared: tpe-1 is named twice.")
    expect(codeOf(() => groupsNamed(["gp-2", "gp-2"], known))).toBe("D189 Nothing can be compared: gp-2 is named twice.")
    expect(codeOf(() => groupsNamed(["*"], known))).toBe("D189 Nothing can be compared: there is one side only.")
  })

  it("are those of a setting", () => {
    const all = [ledger("a"), ledger("b", { sampler: { type: "tpe", startup: 5 } }), ledger("c")]
    expect(groupsBy(all, "sampler")).toEqual([
      { label: "random", members: [{ study: "a" }, { study: "c" }] },
      { label: 'tpe {"startup":5}', members: [{ study: "b" }] },
    ])
    expect(codeOf(() => groupsBy(all, "scheduler"))).toContain("D189 Nothing can be compared: all have the same scheduler")
  })

  it("share a metric and its direction, or are refused with both", () => {
    expect(codeOf(() => sharedObjective([ledger("a"), ledger("b", { direction: "maximize" })]))).toBe(
      "D188 These studies search for different things: a minimizes loss, b maximizes loss.",
    )
    expect(codeOf(() => sharedObjective([ledger("a"), ledger("b", { metric: "acc" })]))).toContain("D188")
  })
})

describe("pairs", () => {
  it("are made by name, then by seed, then by order", () => {
    const [one, two, three] = [
      { part: "1", seed: 0 },
      { part: "2", seed: 0 },
      { part: "3", seed: 0 },
    ]
    expect(pairsOf([one, two], [three, two])).toEqual({ by: "name", pairs: [[1, 1]], left: 2 })
    expect(pairsOf([{ seed: 4 }, { seed: 5 }], [{ seed: 5 }, { seed: 4 }, { seed: 6 }])).toEqual({
      by: "seed",
      pairs: [
        [0, 1],
        [1, 0],
      ],
      left: 1,
    })
    expect(pairsOf([{ seed: 0 }, { seed: 0 }], [{ seed: 0 }])).toEqual({ by: "order", pairs: [[0, 0]], left: 1 })
  })
})

describe("runtimes", () => {
  const [quick, slow] = [progress("quick", [3, 1]), progress("slow", [4, 3, 2])]

  it("count pairs of a study and a target that are reached by a budget", () => {
    const targets = targetsOf([quick, slow], "minimize")
    expect(targets).toEqual([4, 3, 2, 1])
    expect(runtimes([quick, slow], "trials", targets, "minimize")).toEqual([
      { budget: 1, share: 3 / 8 },
      { budget: 2, share: 6 / 8 },
      { budget: 3, share: 7 / 8 },
    ])
    expect(areaUnder(runtimes([quick], "trials", targets, "minimize"), 4)).toBe((0 * 1 + 0.5 * 1 + 1 * 2) / 4)
    expect([areaUnder([], 4), areaUnder([], 0)]).toEqual([0, 0])
  })

  it("do not ask for the scale of the metric", () => {
    const bent = (one: Progress): Progress => ({ ...one, points: one.points.map((point) => ({ ...point, value: -1 / point.value })) })
    const area = (all: readonly Progress[]) => areaUnder(runtimes([all[0]!], "trials", targetsOf(all, "minimize", 3), "minimize"), 3)
    expect(area([quick, slow].map(bent))).toBe(area([quick, slow]))
  })

  it("expect what failed to be begun anew", () => {
    expect(expectedCost([quick, slow], "trials", 1, "minimize")).toBe(2 + 3)
    expect(expectedCost([quick, slow], "trials", 3, "minimize")).toBe(1.5)
    expect(expectedCost([quick, slow], "trials", 0, "minimize")).toBeUndefined()
  })
})

describe("groups beside each other", () => {
  const values: Readonly<Record<string, readonly number[]>> = {
    "a-1": [5, 4, 3, 1],
    "a-2": [6, 5, 2, 2],
    "a-3": [],
    "b-1": [5, 5, 4, 3],
    "b-2": [9, 8, 6, 5],
    "b-3": [7, 7, 7, 7],
  }
  const studyOf = (name: string) => ({ ledger: ledger(name), progress: progress(name, values[name]!, 4) })
  const groups = groupsNamed(["a-*", "b-*"], Object.keys(values))

  it("have medians at equal budgets, costs of a target, and their pairs", () => {
    const { budgets, groups: views, pairings } = groupsBeside(groups, studyOf, { by: "trials", direction: "minimize", target: 2 })
    expect(budgets).toEqual([1, 2, 4])
    expect(views.map(({ at }) => at)).toEqual([
      [6, 5, 2],
      [7, 7, 5],
    ])
    expect(views.map(({ target }) => target)).toEqual([
      { reached: 2, median: 4, expected: (4 + 3 + 4) / 2 },
      { reached: 0, median: null, expected: null },
    ])
    expect(pairings).toMatchObject([{ by: "name", pairs: 3, won: 2, lost: 1, tied: 0, budget: 4, left: 0 }])
    expect(views[0]!.area).toBeGreaterThan(views[1]!.area)
  })

  it("turn with the direction", () => {
    const turned = (name: string) => ({
      ledger: ledger(name),
      progress: progress(
        name,
        values[name]!.map((x) => -x),
        4,
      ),
    })
    const there = groupsBeside(groups, studyOf, { by: "trials", direction: "minimize" })
    const back = groupsBeside(groups, turned, { by: "trials", direction: "maximize" })
    expect(back.pairings).toEqual(there.pairings)
    expect(back.groups.map(({ at, area }) => [at.map((x) => -x!), area])).toEqual(there.groups.map(({ at, area }) => [at, area]))
  })

  it("without a usable trial have nothing to show, and an empty study has no budget", () => {
    const none = (name: string) => ({ ledger: ledger(name), progress: progress(name, [], 4) })
    const { groups: views, pairings } = groupsBeside(groups, none, { by: "trials", direction: "minimize", target: 1 })
    expect(views[0]).toMatchObject({ at: [null, null, null], area: 0, ecdf: [] })
    expect(pairings[0]).toMatchObject({ tied: 3, p: 1 })
    const empty = groupsBeside(groups, (name) => ({ ledger: ledger(name), progress: progress(name, []) }), {
      by: "trials",
      direction: "minimize",
    })
    expect([empty.budgets, empty.pairings]).toEqual([[], []])
  })
})

describe("what a comparison says", () => {
  const said = (more: Partial<Pairing>): string => {
    const base: Pairing = {
      first: "a",
      second: "b",
      by: "seed",
      left: 0,
      budget: 40,
      pairs: 5,
      won: 4,
      lost: 1,
      tied: 0,
      p: 0.125,
      adjusted: 0.125,
      leastP: 0.0625,
    }
    return pairingWords({ ...base, ...more }, String, (spent) => `${spent} trials`).join(" ")
  }

  it("is who was better how often and by how much, and that few pairs cannot show it", () => {
    expect(said({ lead: { estimate: 0.01, low: -0.002, high: 0.03, level: 0.9375 }, chance: 0.93 })).toBe(
      "At 40 trials a is better than b in 4 of 5 pairs (by seed): by 0.01 in the middle (-0.002 to 0.03, 93.8 %). P(a better) = 0.93. " +
        "Exact signed-rank test, two-sided: p = 0.13. 5 pairs cannot show a difference below p = 0.06: it takes 6 at least.",
    )
  })

  it("turns around where the second is ahead, and names ties, partners and chance", () => {
    expect(
      said({
        won: 2,
        lost: 6,
        tied: 1,
        pairs: 9,
        left: 1,
        p: 0.2,
        adjusted: 0.4,
        leastP: 2 / 512,
        lead: { estimate: -1, low: -3, high: 0.5, level: 0.9 },
        chance: 0.1,
      }),
    ).toBe(
      "At 40 trials b is better than a in 6 of 9 pairs (by seed, 1 equal; 1 study has no partner): by 1 in the middle (-0.5 to 3, 90 %). P(b better) = 0.90. " +
        "Exact signed-rank test, two-sided: p = 0.2, 0.4 for having made several comparisons (Holm). That may well be chance.",
    )
    expect(said({ won: 3, lost: 3, pairs: 6, p: 1, adjusted: 1, leastP: 0.03125 })).toContain("a and b are each better in 3 of 6 pairs")
    expect(said({ won: 10, lost: 0, pairs: 10, p: 0.00195, adjusted: 0.00195, leastP: 0.00195 })).toMatch(/p = 0.002\.$/)
    expect(said({ pairs: 0 })).toBe("a and b: no two studies of them make a pair.")
    // One pair has no interval.
    expect(said({ pairs: 1, won: 1, lost: 0, lead: { estimate: 0.01, low: 0.01, high: 0.01, level: 0 } })).toContain("(by seed): by 0.01. ")
  })
})

it("the progress of a study counts what a log says", () => {
  expect(progressOf(ledger("a"))).toEqual({ study: "a", points: [], spent: { trials: 0, time: 0 } })
})
