import { describe, expect, it } from "vitest"
import { bestAndSpread } from "../../src/memory/best-and-spread.ts"
import { lessonOf } from "../../src/memory/lesson-of.ts"
import type { Remembered } from "../../src/memory/remembered.ts"
import { spaceFromJson } from "../../src/space/from-json.ts"
import type { Config, Json, Objective } from "../../src/index.ts"

const past = (space: Record<string, Json>, config: (i: number) => Config, count = 12, metric = "acc"): Remembered => ({
  study: "past",
  space: spaceFromJson(space).json,
  objectives: [{ metric, direction: "maximize" }],
  trials: Array.from({ length: count }, (_, i) => ({ config: config(i), values: { [metric]: i / 10 } })),
})

const today = (
  space: Record<string, Json>,
  constraints: readonly string[] = [],
  objectives: readonly Objective[] = [{ metric: "acc", direction: "maximize" }],
) => ({
  space: spaceFromJson(space, constraints),
  objectives,
})

const plain = { map: {}, named: false }
const lr = "log(1e-4, 1)"

describe("what an earlier study teaches", () => {
  it("is its trials in the words of today, as losses, with what was not searched there as it was fixed or as is usual", () => {
    const before = past({ lr, bs: "int(8, 64)", opt: { type: "fixed", value: "sgd" }, aug: "bool" }, (i) => ({
      lr: 0.01,
      bs: 8 + i,
      opt: "sgd",
      aug: true,
    }))
    const { lesson, account } = lessonOf(
      before,
      today({
        lr,
        bs: "int(8, 64)",
        opt: "choice(adam, sgd)",
        drop: { type: "float", low: 0, high: 0.8, default: 0.1 },
        data: { type: "fixed", value: "wine" },
      }),
      {
        map: {},
        named: true,
      },
    )
    expect(lesson!.trials[3]).toEqual({ flat: { lr: 0.01, bs: 11, opt: "sgd", drop: 0.1, data: "wine" }, losses: [-0.3] })
    expect(account).toMatchObject({
      teaches: true,
      trials: 12,
      of: 12,
      matched: ["lr", "bs", "opt"],
      filled: { opt: "sgd", drop: 0.1 },
      unused: ["aug"],
    })
  })

  it("leaves out what lies outside of today's space or breaks its constraints", () => {
    const before = past({ a: "int(1, 40)", b: "int(1, 40)" }, (i) => ({ a: i + 1, b: 20 }), 40)
    const { lesson } = lessonOf(before, today({ a: "int(1, 30)", b: "int(1, 40)" }, ["a < b"]), plain)
    expect(lesson!.trials.map(({ flat }) => flat["a"])).toEqual(Array.from({ length: 19 }, (_, i) => i + 1))
  })

  it("reads conditional parameters only where they are active today", () => {
    const branch = (other: Json): Record<string, Json> => ({
      lr,
      opt: { type: "branch", branches: { sgd: { m: "float(0, 1)" }, adam: { b: other } } },
    })
    const before = past(
      branch("float(0, 1)"),
      (i) => ({ lr: 0.1, opt: i % 2 === 0 ? { use: "sgd", m: 0.5 } : { use: "adam", b: 0.25 } }),
      20,
    )
    const { lesson } = lessonOf(before, today(branch("float(0, 0.5)")), plain)
    expect(lesson!.trials.slice(0, 2).map(({ flat }) => flat)).toEqual([
      { lr: 0.1, opt: "sgd", "opt.m": 0.5 },
      { lr: 0.1, opt: "adam", "opt.b": 0.25 },
    ])
  })

  it.each<[string, Remembered, Record<string, Json>, RegExp]>([
    ["another goal", past({ lr }, () => ({ lr: 0.1 }), 12, "f1"), { lr }, /its goal is another one: f1 maximize/],
    ["too few trials", past({ lr }, () => ({ lr: 0.1 }), 9), { lr }, /9 of its 9 complete trials fit .* 10 are needed/],
    ["no trial that fits", past({ lr }, () => ({ lr: 0.9 })), { lr: "log(1e-4, 0.1)" }, /0 of its 12 complete trials fit/],
    [
      "another meaning",
      past({ lr, size: "int(16, 512)" }, () => ({ lr: 0.1, size: 16 })),
      { lr, size: "log(1e-5, 0.1)" },
      /size means something else/,
    ],
    [
      "little in common",
      past({ lr, a: "bool", b: "bool" }, () => ({ lr: 0.1, a: true, b: true })),
      { lr, c: "bool", d: "bool" },
      /too few/,
    ],
    ["a configuration that is none", past({ lr }, () => ({ lr: "high" })), { lr }, /0 of its 12/],
  ])("is nothing: %s", (_, before, space, why) => {
    const { lesson, account } = lessonOf(before, today(space), plain)
    expect(lesson).toBeUndefined()
    expect(account).toMatchObject({ teaches: false, trials: 0, why: expect.stringMatching(why) as string })
  })

  it("asked for by name goes without the parameter that means something else", () => {
    const before = past({ lr, size: "int(16, 512)" }, () => ({ lr: 0.1, size: 16 }))
    const { lesson, account } = lessonOf(before, today({ lr, size: "log(1e-5, 0.1)" }), { map: {}, named: true })
    expect(lesson!.trials[0]!.flat["size"]).toBeCloseTo(1e-3, 10)
    expect(account.refused).toEqual([expect.stringMatching(/^size: there it is \[16, 512\]/)])
  })

  it("follows declared names of parameters and metrics, never a direction that is turned around", () => {
    const before = past({ rate: lr }, (i) => ({ rate: 0.01 * (i + 1) }), 12, "accuracy")
    const map = { rate: "lr", accuracy: "acc" }
    expect(lessonOf(before, today({ lr }), { map, named: false })).toMatchObject({
      account: { teaches: true, matched: ["rate as lr"] },
      declared: ["rate", "accuracy"],
    })
    const other = today({ lr }, [], [{ metric: "acc", direction: "minimize" }])
    expect(lessonOf(before, other, { map, named: true }).account).toMatchObject({
      teaches: false,
      why: expect.stringMatching(/goal/) as string,
    })
  })

  it("of many trials is the best quarter of a hundred and an even spread, in their order", () => {
    const before = past({ lr }, (i) => ({ lr: 1e-3 * (1 + (i % 7)) }), 400)
    const losses = lessonOf(before, today({ lr }), plain).lesson!.trials.map(({ losses }) => losses[0]!)
    expect(losses).toHaveLength(100)
    expect(losses.filter((loss) => loss <= -37.5)).toHaveLength(25)
    expect(losses[0]).toBeGreaterThan(-1)
    expect(losses).toEqual([...losses].sort((a, b) => b - a))
  })

  it("of several goals keeps what is good in all; equal losses are equal", () => {
    const rows = [
      [0, 9],
      [2, 8],
      [3, 7],
      [1, 1],
      [4, 6],
      [8, 2],
      [9, 0],
      [9, 9],
    ]
    expect(bestAndSpread(rows, (row) => row, 4)).toContainEqual([1, 1])
    expect(bestAndSpread(rows, (row) => row, 8)).toBe(rows)
  })
})
