import { recognise } from "@diapason/algorithms"
import { choose } from "@diapason/algorithms"
import { createMind, fold, spaceFromJson, type EventBody, type Ledger, type StudyEvent, type Wanted } from "@diapason/core"
import { describe, expect, test } from "vitest"
import type { Subject } from "../../src/lint/finding.ts"
import { lint } from "../../src/lint/lint.ts"

type Json = Readonly<Record<string, unknown>>

function subject(
  json: Json,
  more: Partial<Omit<Subject, "wanted">> & { readonly wanted?: Partial<Wanted>; readonly constraints?: readonly string[] } = {},
): Subject {
  const { wanted, constraints = [], ...rest } = more
  const space = spaceFromJson(json, constraints)
  const objectives = [{ metric: "loss", direction: "minimize" as const }]
  return { space, baselines: [], slots: 1, ...rest, wanted: { name: "s", space: space.json, objectives, ...wanted } }
}

const codes = (of: Subject): readonly string[] => lint(of).map(({ code }) => code)

const sound = { lr: "log(1e-5, 1e-1)", bs: "ordinal(16, 32, 64)", drop: "float(0, 0.5)", act: "choice(relu, gelu)" }

describe("what is allowed and likely not meant", () => {
  test("a space that is as it should be has no findings", () => expect(lint(subject(sound))).toEqual([]))

  test.for([
    ["a range over decades that is searched linearly", "D127", subject({ drop: "float(1e-6, 0.5)" })],
    ["an integer range over decades", "D127", subject({ width: "int(8, 4096)" })],
    ["a logarithm over next to nothing", "D126", subject({ lr: "log(0.001, 0.0015)" })],
    ["sorted numbers without their order", "D125", subject({ bs: "choice(16, 32, 64)" })],
    ["a choice of very many", "D135", subject({ m: { type: "choice", values: Array.from({ length: 30 }, (_, i) => `m${i}`) } })],
    ["a learning rate of a hundred", "D133", subject({ lr: "log(1e-5, 100.0)" })],
    ["accuracy that is to become less", "D132", subject(sound, { wanted: { objectives: [{ metric: "val_acc", direction: "minimize" }] } })],
    ["loss that is to become more", "D132", subject(sound, { wanted: { objectives: [{ metric: "val_loss", direction: "maximize" }] } })],
    ["a condition that never holds", "D128", subject({ x: "float(0, 1)", y: { type: "float", low: 0, high: 1, when: "x > 2" } })],
    ["constraints that allow nearly nothing", "D130", subject({ x: "float(0, 1)", y: "float(0, 1)" }, { constraints: ["x + y < 0.05"] })],
    ["a grid beyond the budget", "D122", subject({ a: "int(0, 99)" }, { wanted: { sampler: { type: "grid" }, budget: { trials: 50 } } })],
    ["few trials for many parameters", "D124", subject(sound, { wanted: { budget: { trials: 10 } } })],
    ["as many slots as trials", "D134", subject(sound, { slots: 32, wanted: { budget: { trials: 40 } } })],
    ["a fidelity without a rung", "D123", subject(sound, { wanted: { fidelity: { name: "epoch", min: 1, max: 2 } } })],
    ["a baseline at the end of its range", "D129", subject(sound, { baselines: [{ config: { lr: 0.1 }, label: "paper" }] })],
  ] as const)("%s", ([, code, of]) => expect(codes(of)).toContain(code))

  test("a baseline inside a branch or a schedule is looked at too", () => {
    const json = {
      lr: "schedule(1e-5, 1e-1, cosine, plateau)",
      opt: { type: "branch", branches: { sgd: { momentum: "float(0, 0.9)" }, adam: {} } },
    }
    const baselines = [{ config: { lr: { form: "cosine", base: 0.1 }, opt: { use: "sgd", momentum: 0.5 } } }]
    expect(lint(subject(json, { baselines })).map(({ parameter }) => parameter)).toEqual(["lr.base"])
  })

  test("the same with what mends it has no such finding", () => {
    for (const [json, code] of [
      [{ drop: "float(1e-6, 0.5)" }, "D127"],
      [{ width: "int(8, 4096)" }, "D127"],
      [{ bs: "choice(16, 32, 64)" }, "D125"],
    ] as const) {
      const { parameter, spec } = lint(subject(json)).find((one) => one.code === code)!
      expect(codes(subject({ [parameter!]: spec }))).not.toContain(code)
    }
  })
})

test("a range that leaves out every start proven for the job that was recognised", () => {
  const [job] = recognise("import lightgbm", ["lr"])
  const found = lint({ ...subject({ lr: "log(1e-6, 1e-4)", num_leaves: "int(4, 64)" }), ...(job !== undefined && { job }) })
  const proven = found.filter(({ code }) => code === "D180")
  expect(proven).toMatchObject([{ parameter: "lr", spec: "log(0.005, 0.3)" }])
  expect(proven[0]!.what).toBe("lr: log(1e-06, 0.0001) leaves out every start that is proven for lightgbm (0.04, 0.1, 0.05).")
  expect(proven[0]!.why).toContain("Holzmüller")
})

describe("what the trials so far show", () => {
  test("the best press against a bound", () => {
    const ledger = studied(sound, 30, (i) => ({ lr: i < 5 ? 1e-5 * 1.05 ** i : 1e-3, loss: i < 5 ? i / 100 : 1 + i }))
    const found = lint(subject(sound, { ledger })).find(({ code }) => code === "D121")
    expect(found?.what).toBe("lr: 5 of 5 of the best trials lie at its lower bound.")
  })

  test("values above all that fitted in memory", () => {
    const space = { batch: "ordinal(64, 128, 256)" }
    const ledger = studied(space, 12, (i) => (i % 3 === 0 ? { batch: 256, oom: true } : { batch: i % 2 === 0 ? 64 : 128, loss: i }))
    expect(codes(subject(space, { ledger }))).toContain("D131")
    const fitted = studied(space, 12, (i) => ({ batch: 256, loss: i }))
    expect(codes(subject(space, { ledger: fitted }))).not.toContain("D131")
  })
})

/** A ledger of trials that were observed elsewhere. */
function studied(json: Json, n: number, at: (i: number) => Readonly<Record<string, unknown>>): Ledger {
  const space = spaceFromJson(json)
  const stamp = (body: EventBody, seq: number): StudyEvent => ({ ...body, seq, at: seq, hash: "" })
  const objectives = [{ metric: "loss", direction: "minimize" as const }]
  const definition = {
    name: "s",
    space: space.json,
    objectives,
    seed: 0,
    sampler: { type: "random" },
    scheduler: { type: "none" },
    budget: {},
  }
  const { ledger } = createMind(stamp({ kind: "study.created", definition }, 1), choose)
  const standard = { lr: 0.001, bs: 16, drop: 0.1, act: "relu" }
  for (let trial = 0; trial < n; trial++) {
    const { loss, oom, ...values } = at(trial) as { loss?: number; oom?: boolean }
    const config = Object.fromEntries(Object.entries({ ...standard, ...values }).filter(([name]) => name in json)) as never
    const failure = { kind: "oom" as const, message: "out of memory" }
    const end =
      oom === true ? ({ state: "failed", metrics: {}, failure } as const) : ({ state: "complete", metrics: { loss: loss! } } as const)
    fold(ledger as never, stamp({ kind: "trial.added", trial, config, ...end }, trial + 2))
  }
  return ledger
}
