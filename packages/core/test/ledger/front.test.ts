import { describe, expect, it } from "vitest"
import { added, decided, excluded, failed, given, included, pruned, reported, started, study, suggested, whole } from "./given.ts"

const two = study({
  objectives: [
    { metric: "loss", direction: "minimize" },
    { metric: "acc", direction: "maximize" },
  ],
})

describe("the front", () => {
  it("of one objective is the first trial that reached the best value", () =>
    given(study(), ...whole(0, { loss: 2 }), ...whole(1, { loss: 1 }), ...whole(2, { loss: 1 }), ...whole(3, { loss: 5 })).then((ledger) =>
      expect(ledger.front).toEqual([1]),
    ))

  it("of an objective that is maximised is the largest", () =>
    given(
      study({ objectives: [{ metric: "acc", direction: "maximize" }] }),
      ...whole(0, { acc: 0.5 }),
      ...whole(1, { acc: 0.9 }),
      ...whole(2, { acc: 0.8 }),
    ).then((ledger) => expect(ledger.front).toEqual([1])))

  it("of several objectives holds what no other trial dominates, in the order of ends", () => {
    const four = given(
      two,
      ...whole(0, { loss: 1, acc: 0.5 }),
      ...whole(1, { loss: 2, acc: 0.9 }),
      ...whole(2, { loss: 3, acc: 0.8 }),
      ...whole(3, { loss: 0.5, acc: 0.1 }),
    )
    four.then((ledger) => expect(ledger.front).toEqual([0, 1, 3]))
    four.when(...whole(4, { loss: 0.9, acc: 0.9 })).then((ledger) => expect(ledger.front).toEqual([3, 4]))
  })

  it("leaves out what failed, was pruned, lacks an objective, or is not a number", () =>
    given(two, ...whole(0, { loss: 9, acc: 0 }))
      .when(suggested(1), started(1), reported(1, { step: 1, loss: 0, acc: 1 }), decided(1, "stop"), pruned(1))
      .when(suggested(2), started(2), reported(2, { step: 1, loss: 0, acc: 1 }), failed(2))
      .when(...whole(3, { loss: 0 }), ...whole(4, { loss: "nan", acc: 1 }))
      .then((ledger) => expect(ledger.front).toEqual([0])))

  it("leaves out what breaks a constraint on a metric, or never said that metric", () =>
    given(
      study({ constraints: ["size <= 50"] }),
      ...whole(0, { loss: 1, size: 60 }),
      ...whole(1, { loss: 2 }),
      ...whole(2, { loss: 3, size: 50 }),
    ).then((ledger) => expect(ledger.front).toEqual([2])))

  it("judges a constraint on a metric and a parameter by both", () =>
    given(study({ constraints: ["size <= 100 * x"] }), ...whole(0, { loss: 1, size: 60 }), ...whole(1, { loss: 2, size: 50 })).then(
      (ledger) => expect(ledger.front).toEqual([1]),
    ))

  it("leaves out an excluded trial, and has it again when it was included", () => {
    const out = given(study(), ...whole(0, { loss: 2 }), ...whole(1, { loss: 1 })).when(excluded(1))
    out.then((ledger) => {
      expect(ledger.front).toEqual([0])
      expect(ledger.trials[1]).toMatchObject({ state: "complete", excluded: "a broken disk" })
    })
    out.when(included(1)).then((ledger) => {
      expect(ledger.front).toEqual([1])
      expect(ledger.trials[1]).not.toHaveProperty("excluded")
    })
  })

  it("never lets in a trial that was excluded while it ran", () =>
    given(study(), suggested(0), started(0), excluded(0), {
      kind: "trial.finished",
      trial: 0,
      attempt: 1,
      state: "complete",
      metrics: { loss: 1 },
    })
      .when(...whole(1, { loss: 2 }))
      .then((ledger) => expect(ledger.front).toEqual([1])))

  it("takes observations made elsewhere", () =>
    given(study(), ...whole(0, { loss: 2 }))
      .when(added(1, { loss: 1 }), added(2, { loss: 0 }, "failed"))
      .then((ledger) => expect(ledger.front).toEqual([1])))
})
