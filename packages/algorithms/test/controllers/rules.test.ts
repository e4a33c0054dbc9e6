import { spaceFromJson, type Json } from "@diapason/core"
import fc from "fast-check"
import { describe, expect, it } from "vitest"
import { controllersOf, metricsOf } from "../../src/adapt.ts"
import { play, type Script } from "./play.ts"

const run = (rule: Json, curve: Script["curve"], more: Partial<Script> = {}) => play({ rules: [rule], curve, steps: 30, ...more })

describe("a rule of the study's own", () => {
  it("acts where its condition held in that many reports in a row, and says what it saw", () => {
    const rule = { when: "val_loss > best(val_loss) * 1.2 for 5", set: { lr: "lr * 0.5" }, apply: "next-epoch" }
    const { actions, whys } = run(rule, (step) => ({ val_loss: step < 12 || step === 14 ? 1 : 1.5 }))
    expect(actions).toEqual(["19 lr=0.005", "29 lr=0.0025"])
    expect(whys[0]).toBe("rule: val_loss > best(val_loss) * 1.2 in 5 reports (val_loss 1.5, best(val_loss) 1); lr 0.01 → 0.005")
  })

  it("turns best around for a metric that is to rise", () => {
    const definition = { objectives: [{ metric: "acc", direction: "maximize" as const }] }
    const rule = { when: "acc < best(acc) - 0.1", set: { lr: 0.001 } }
    expect(run(rule, (step) => ({ acc: step < 15 ? 0.9 : 0.7 }), { definition }).actions).toEqual(["15 lr=0.001"])
  })

  it("may read the step, parameters in force and the mean of ten reports, and set several values within their domains", () => {
    const rule = { when: "step >= 12 && mean(val_loss) >= 12 - 4.5 && lr > 1e-3", set: { lr: "lr / 100", batch: "batch * 3" }, cooldown: 1 }
    const { actions, whys } = run(rule, (step) => ({ val_loss: step }))
    expect(actions).toEqual(["12 lr=0.0001 batch=256"])
    expect(whys[0]).toContain("(step 12, mean(val_loss) 7.5); lr 0.01 → 0.0001; batch 64 → 256")
  })

  it("is silent while a metric that it reads was never reported, and takes the last value where a report leaves it out", () => {
    const rule = { when: "acc < 0.5", set: { lr: "lr * 0.5" } }
    expect(run(rule, () => ({ val_loss: 1 })).actions).toEqual([])
    expect(
      run({ ...rule, when: "acc < 0.5 for 10" }, (step) => (step === 2 ? { val_loss: 1, acc: 0.1 } : { val_loss: 1 })).actions,
    ).toEqual(["11 lr=0.005", "21 lr=0.0025"])
  })

  it("changes nothing where the value is no number", () => {
    expect(run({ when: "step > 1", set: { lr: "log(-1)" } }, () => ({ val_loss: 1 })).actions).toEqual([])
  })
})

describe("the metrics of rules", () => {
  it("are those that are no parameters", () => {
    const space = spaceFromJson({ lr: "1e-5..1e-1:log", batch: "32,64,128" })
    const rules = [
      { when: "acc < best(val_acc) && lr > 1e-3 && step > 3", set: { lr: "lr * ratio" } },
      { by: "overfit" },
      { param: "batch", by: "noise-scale" },
      { param: "lr", by: "plateau" },
      { param: "lr", by: "hypergradient", metric: "cosine" },
      { param: "batch", by: "noise-scale", smallBatch: 16 },
    ]
    expect(metricsOf(rules, space)).toEqual([
      "acc",
      "val_acc",
      "ratio",
      "train_loss",
      "noise_scale",
      "cosine",
      "grad_norm_small",
      "grad_norm_big",
    ])
  })
})

describe("a rule that cannot be", () => {
  const space = spaceFromJson({
    lr: "1e-5..1e-1:log",
    opt: "adam,sgd",
    seed: { type: "fixed", value: 3 },
    steps: { type: "derived", expr: "100 * lr" },
    units: { type: "list", length: 2, of: "16..64" },
  })
  const when = "loss > 1"
  it.each<[Json, string, string]>([
    [{ param: "lr", by: "platau" }, "D330", "There is no controller named platau; did you mean plateau?"],
    [{ param: "lr", by: "toString" }, "D330", "There is no controller named toString"],
    [
      { param: "lrr", by: "plateau" },
      "D331",
      'The rule {"param":"lrr","by":"plateau"} changes nothing: there is no parameter lrr; did you mean lr?',
    ],
    [{ by: "plateau" }, "D331", 'The rule {"by":"plateau"} changes nothing: no "param" says what to change'],
    [{ param: "opt", by: "plateau" }, "D331", "opt has no two numbers to choose from"],
    [{ param: "seed", by: "plateau" }, "D331", "seed has no two numbers to choose from"],
    [{ param: "steps", by: "plateau" }, "D331", "steps is derived from other parameters"],
    [{ param: "units", by: "plateau" }, "D331", "units is a list, which is made of several parameters"],
    [{ param: "lr", by: "plateau", patiense: 3 }, "D322", "plateau has no setting named patiense; did you mean patience?"],
    [{ param: "lr", by: "plateau", factor: 3 }, "D322", "factor of plateau cannot be 3; a number between 0 and 1 was expected."],
    [{ param: "lr", by: "divergence", apply: "next-step" }, "D322", "divergence has no setting named apply"],
    [
      { param: "lr", by: "plateau", apply: "restart" },
      "D322",
      'apply of plateau cannot be "restart"; one of next-step, next-epoch was expected.',
    ],
    [{ by: "overfit", param: "lr" }, "D322", "overfit has no setting named param"],
    [{ param: "lr" }, "D332", 'neither "by" nor "when" says when to act'],
    [{ param: "lr", by: 3 }, "D332", '"by" is no name'],
    ["lr:plateau", "D332", "it is no object"],
    [[], "D332", "it is no object"],
    [{ when }, "D332", 'nothing is "set"'],
    [{ when, set: {} }, "D322", "set of rule cannot be {}"],
    [{ when, set: { lr: true } }, "D332", "lr is set to true"],
    [{ when, set: { lrr: 1 } }, "D331", "there is no parameter lrr; did you mean lr?"],
    [{ when, set: { lr: "lrr * 2" } }, "D331", "there is no parameter lrr; did you mean lr?"],
    [{ when, set: { lr: 1 }, aply: "next-step" }, "D322", "rule has no setting named aply; did you mean apply?"],
    [{ when: "loss >", set: { lr: 1 } }, "D110", "loss >"],
    [{ when: "besst(loss) > 1", set: { lr: 1 } }, "D110", 'no function named "besst"'],
    [{ when: "loss + 1", set: { lr: 1 } }, "D332", "loss + 1 is a number"],
    [{ when: "loss > 1 for 0", set: { lr: 1 } }, "D332", "it holds for 0 reports"],
    [{ when: 3, set: { lr: 1 } }, "D322", "when of rule cannot be 3"],
  ])("%j is %s", (rule, code, what) => {
    const refused = () => controllersOf([rule], space)
    expect(refused).toThrow(expect.objectContaining({ code }))
    expect(refused).toThrow(what)
  })
})

describe("whatever is reported and answered", () => {
  const rules = [
    { by: "overfit" },
    { param: "lr", by: "divergence" },
    { param: "batch", by: "noise-scale" },
    { param: "lr", by: "plateau", cuts: 99 },
    { param: "lr", by: "hypergradient", rate: 0.5 },
    { when: "val_loss > mean(val_loss)", set: { lr: "lr * 1e6 * (val_loss - 1)", batch: "batch / 3" } },
  ]
  const level = fc.oneof({ weight: 30, arbitrary: fc.double({ min: 0.9, max: 1.1, noNaN: true }) }, fc.constantFrom(NaN, Infinity, 1e9, -5))
  const curve = fc.array(fc.record({ val_loss: level, train_loss: level, noise_scale: level.map((x) => 500 * x), grad_cosine: level }), {
    minLength: 45,
    maxLength: 90,
  })

  it("no value leaves its domain or falls below a thousandth of the first, actions keep their distance, and what is not taken twice is not asked again", () => {
    const answers = fc.infiniteStream(fc.constantFrom("applied" as const, "applied" as const, "refused" as const, "silence" as const))
    let acted = 0
    fc.assert(
      fc.property(curve, answers, fc.double({ min: 1e-6, max: 1, noNaN: true }), (reports, stream, lr) => {
        const { updates } = play({
          ...{
            rules: fc.sample(fc.shuffledSubarray(rules, { minLength: 1 }), { numRuns: 1, seed: reports.length })[0]!,
            steps: reports.length,
            save: 4,
          },
          curve: (step) => reports[step - 1]!,
          answer: () => stream.next().value as "applied",
          config: { lr, batch: 64 },
        })
        acted += updates.length
        for (const { config } of updates) {
          if (config["lr"] !== undefined) expect(config["lr"]).toSatisfy((x: number) => x >= Math.max(1e-6, lr / 1000) && x <= 1)
          if (config["batch"] !== undefined) expect([32, 64, 128, 256]).toContain(config["batch"])
        }
        const asked = updates.filter(({ apply }) => apply !== "restart")
        asked.slice(2).forEach((_, i) => expect(asked.slice(i, i + 2).some(({ state }) => state === "applied")).toBe(true))
        updates.slice(1).forEach((update, i) => {
          const before = updates[i]!
          if (update.apply !== "restart") expect(update.step - (before.from ?? before.step)).toBeGreaterThanOrEqual(10)
        })
        expect(updates.filter(({ apply }) => apply === "restart").length).toBeLessThanOrEqual(3)
      }),
      { numRuns: 200, seed: 7 },
    )
    expect(acted).toBeGreaterThan(200)
  })
})
