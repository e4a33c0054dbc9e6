import { describe, expect, it } from "vitest"
import { createLedger } from "../../src/ledger/ledger.ts"
import { stamp, origin } from "../../src/event/chain.ts"
import {
  added,
  closed,
  completed,
  decided,
  excluded,
  failed,
  given,
  included,
  opened,
  pruned,
  reported,
  requeued,
  started,
  study,
  suggested,
} from "./given.ts"

describe("a trial", () => {
  it("waits when its number was handed out", () =>
    given(study())
      .when(suggested(0))
      .then((ledger) => {
        expect(ledger.trials[0]).toMatchObject({ state: "waiting", number: 0, config: { x: 0.5 }, attempts: 0, by: "random/1" })
        expect([...ledger.waiting]).toEqual([0])
      }))

  it("runs when an attempt was started, with its session and the step it runs to", () =>
    given(study(), suggested(0))
      .when(started(0, 1, { session: "me", fidelity: 9 }))
      .then((ledger) => {
        expect(ledger.trials[0]).toMatchObject({ state: "running", attempts: 1, session: "me", fidelity: 9, startedAt: 3000 })
        expect([ledger.waiting.size, ...ledger.running]).toEqual([0, 0])
      }))

  it("is complete with its final values, over what it last reported", () =>
    given(study(), suggested(0), started(0), reported(0, { step: 1, loss: 0.9, acc: 0.1 }))
      .when(completed(0, { loss: 0.2 }))
      .then((ledger) => {
        expect(ledger.trials[0]).toMatchObject({ state: "complete", values: { loss: 0.2, acc: 0.1 }, endedAt: 5000 })
        expect(ledger.finished).toEqual([0])
        expect(ledger.running.size).toBe(0)
      }))

  it("knows the positions of the log at which it was handed out and ended", () =>
    given(study(), suggested(0), started(0), reported(0, { step: 1, loss: 0.9 }))
      .when(completed(0, { loss: 0.2 }), added(1, { loss: 1 }))
      .then(({ trials }) => {
        expect(trials[0]).toMatchObject({ seq: 2, endedSeq: 5 })
        expect(trials[1]).toMatchObject({ seq: 6, endedSeq: 6 })
      }))

  it("that was pruned keeps the step at which it was stopped, its last report, and why", () =>
    given(study(), suggested(0), started(0), reported(0, { step: 3, loss: 0.5 }), reported(0, { step: 9, loss: 0.9 }))
      .when(decided(0, "stop", "12th of 13 at step 9"), pruned(0, "12th of 13 at step 9"))
      .then((ledger) => {
        expect(ledger.trials[0]).toMatchObject({ state: "pruned", decision: "12th of 13 at step 9", values: { loss: 0.9 } })
        expect(ledger.trials[0]!.curve.steps).toEqual([3, 9])
      }))

  it("that failed has its failure and what it had reported", () =>
    given(study(), suggested(0), started(0), reported(0, { step: 1, loss: "nan" }))
      .when(failed(0, { kind: "nan", message: "twice" }))
      .then((ledger) =>
        expect(ledger.trials[0]).toMatchObject({ state: "failed", failure: { kind: "nan", message: "twice" }, values: { loss: NaN } }),
      ))

  it("that was paused keeps its curve, and goes on in a further attempt", () => {
    const paused = given(study(), suggested(0), started(0), reported(0, { step: 1, loss: 0.4 })).when(decided(0, "pause", "others first"))
    paused.then((ledger) => {
      expect(ledger.trials[0]).toMatchObject({ state: "paused", decision: "others first", curve: { steps: [1] } })
      expect([ledger.running.size, ...ledger.paused]).toEqual([0, 0])
    })
    paused.when(started(0, 2, { resume: 1 }), reported(0, { step: 2, loss: 0.3 }, 2)).then((ledger) => {
      expect(ledger.trials[0]).toMatchObject({ state: "running", attempts: 2, resumed: 1, curve: { steps: [1, 2] } })
      expect(ledger.paused.size).toBe(0)
    })
  })

  it("that lost its attempt waits again, with the same configuration, and counts what infrastructure took", () =>
    given(study(), suggested(0), started(0), requeued(0, "infra"), started(0, 2), requeued(0, "interrupted", 2))
      .when(started(0, 3), requeued(0, "preempted", 3))
      .then((ledger) => {
        expect(ledger.trials[0]).toMatchObject({ state: "waiting", attempts: 3, lost: 1, config: { x: 0.5 } })
        expect([...ledger.waiting]).toEqual([0])
      }))

  it("that begins again from nothing has reported nothing, so it cannot end with the values of its lost attempt", () =>
    given(study(), suggested(0), started(0), reported(0, { step: 5, loss: 0.1 }), requeued(0, "interrupted"))
      .when(started(0, 2), completed(0, {}, 2))
      .then((ledger) => expect(ledger.trials[0]).toMatchObject({ state: "complete", values: {} })))

  it("that begins again from a checkpoint keeps what it reported up to there", () =>
    given(study(), suggested(0), started(0), reported(0, { step: 4, loss: 0.4 }), reported(0, { step: 5, loss: 0.1 }))
      .when(requeued(0, "interrupted"), started(0, 2, { resume: 4 }), reported(0, { step: 5, loss: 0.3 }, 2))
      .then((ledger) => expect(ledger.trials[0]!.curve.columns.get("loss")).toEqual([0.4, 0.3])))

  it("has its newest checkpoint, also one that was saved after a pause", () =>
    given(study(), suggested(0), started(0), decided(0, "pause"))
      .when({ kind: "trial.checkpointed", trial: 0, attempt: 1, step: 7, path: "c/7" })
      .then((ledger) => expect(ledger.trials[0]).toMatchObject({ state: "paused", checkpoints: [{ step: 7, path: "c/7" }] })))
})

describe("a late word of an old attempt", () => {
  const second = given(study(), suggested(0), started(0), requeued(0, "infra"), started(0, 2), reported(0, { step: 1, loss: 0.5 }, 2))
  const late = {
    report: reported(0, { step: 9, loss: 0 }, 1),
    end: completed(0, { loss: 0 }, 1),
    requeue: requeued(0, "infra", 1),
    checkpoint: { kind: "trial.checkpointed", trial: 0, attempt: 1, step: 9, path: "old" },
  } as const
  it.each(Object.entries(late))("changes nothing: %s", (_, event) =>
    second.when(event).then((ledger) => {
      expect(ledger.trials[0]).toMatchObject({ state: "running", attempts: 2, lost: 1, curve: { steps: [1] } })
      expect(ledger.trials[0]).not.toHaveProperty("checkpoint")
      expect(ledger.finished).toEqual([])
    }),
  )

  it("changes nothing after the end", () =>
    given(study(), suggested(0), started(0), completed(0, { loss: 1 }))
      .when(reported(0, { step: 9, loss: 0 }), failed(0), pruned(0), requeued(0, "infra"), started(0, 2), decided(0, "pause"))
      .then((ledger) => {
        expect(ledger.trials[0]).toMatchObject({ state: "complete", attempts: 1, values: { loss: 1 }, curve: { steps: [] } })
        expect([ledger.finished, [...ledger.running], [...ledger.waiting], [...ledger.paused]]).toEqual([[0], [], [], []])
      }))
})

describe("what does not fit", () => {
  it("changes nothing but the position: numbers out of turn, trials that do not exist", () =>
    given(study())
      .when(suggested(3), started(7), reported(7, { step: 1 }), decided(7, "stop"), completed(7), requeued(7, "infra"))
      .when(added(5, { loss: 1 }), excluded(7), included(7), closed("nobody"))
      .then((ledger) => {
        expect(ledger.trials).toEqual([])
        expect(ledger.seq).toBe(11)
      }))

  it("is a log that does not begin with the creation: that throws", () =>
    expect(() => createLedger(stamp(origin, suggested(0), 1))).toThrow("begins with study.created"))
})

describe("the ledger", () => {
  it("stands at the last event", () =>
    given(study(), suggested(0)).then((ledger) => {
      const first = stamp(origin, study(), 1000)
      expect(ledger).toMatchObject({ seq: 2, at: 2000, hash: stamp(first, suggested(0), 2000).hash })
    }))

  it("has a larger budget when the study was extended, and the definition as it was", () =>
    given(study({ budget: { trials: 5 } }))
      .when({ kind: "study.extended", budget: { trials: 9 } })
      .then((ledger) => expect([ledger.budget, ledger.definition.budget]).toEqual([{ trials: 9 }, { trials: 5 }])))

  it("says why the study ended", () =>
    given(study())
      .when({ kind: "study.ended", why: "by hand" })
      .then((ledger) => expect(ledger.ended).toBe("by hand")))

  it("hands out baselines first in, first out, and forgets those that were", () =>
    given(study(), { kind: "baseline.enqueued", config: { x: 0.1 }, label: "old" }, { kind: "baseline.enqueued", config: { x: 0.2 } })
      .when(suggested(0, { by: "baseline", label: "old" }))
      .then((ledger) => {
        expect(ledger.baselines).toEqual([{ config: { x: 0.2 } }])
        expect(ledger.trials[0]).toMatchObject({ by: "baseline", label: "old" })
      }))

  it("takes an observation made elsewhere as a trial that has ended, with its curve", () =>
    given(study(), suggested(0))
      .when({ ...added(1, { loss: 0.2 }), reports: [{ step: 2, metrics: { loss: 0.4, acc: "inf" } }] } as ReturnType<typeof added>)
      .then((ledger) => {
        expect(ledger.trials[1]).toMatchObject({
          state: "complete",
          by: "added",
          values: { loss: 0.2, acc: Infinity },
          curve: { steps: [2] },
        })
        expect([ledger.added, ledger.finished, ledger.front]).toEqual([1, [1], [1]])
      }))

  it("keeps the order of ends, not of numbers", () =>
    given(study(), suggested(0), suggested(1), suggested(2), started(0), started(1), started(2))
      .when(completed(2, { loss: 1 }), failed(0), pruned(1))
      .then((ledger) => expect(ledger.finished).toEqual([2, 0, 1])))

  it("knows its sessions: when each came, was last heard of, and why it left", () =>
    given(study(), opened("a"), opened("b"), suggested(0), started(0, 1, { session: "a" }), reported(0, { step: 1, loss: 1 }))
      .when(closed("b"))
      .then((ledger) => {
        expect(ledger.sessions.get("a")).toMatchObject({ openedAt: 2000, seenAt: 6000 })
        expect(ledger.sessions.get("a")).not.toHaveProperty("closed")
        expect(ledger.sessions.get("b")).toMatchObject({ openedAt: 3000, seenAt: 7000, closed: "over" })
      }))

  it("keeps artifacts and notes in the log only", () =>
    given(study(), suggested(0))
      .when({ kind: "note.set", trial: 0, key: "k", value: 1 }, { kind: "artifact.added", trial: 0, name: "a", path: "p" })
      .then((ledger) => expect([ledger.seq, ledger.trials[0]!.state]).toEqual([4, "waiting"])))
})
