import { describe, expect, it } from "vitest"
import {
  closed,
  completed,
  failed,
  given,
  goneOn,
  halted,
  held,
  opened,
  reported,
  retried,
  started,
  study,
  suggested,
  unwanted,
} from "./given.ts"

const crash = { kind: "crash", message: "it fell" } as const

describe("what a person wants of a study", () => {
  it("a pause stands until the study is resumed", () => {
    given(study(), held()).then((ledger) => expect(ledger.held).toEqual({ why: "by hand", by: "ada@lab" }))
    given(study(), held(), goneOn()).then((ledger) => expect(ledger.held).toBeUndefined())
  })

  it("a stop is for the sessions that are open, not for those that were closed or come later", () =>
    given(study(), opened("gone"), closed("gone"), opened("here"))
      .when(halted(true), opened("later"))
      .then(({ sessions }) => {
        expect(["gone", "here", "later"].map((name) => sessions.get(name)!.stopped?.now)).toEqual([undefined, true, undefined])
      }))

  it("who resumes takes the stop back", () =>
    given(study(), opened("here"), halted(), goneOn()).then(({ sessions }) => expect(sessions.get("here")!.stopped).toBeUndefined()))
})

describe("what a person wants of a trial", () => {
  it("a wish for its end is known while it runs, and changes nothing that has ended", () => {
    given(study(), suggested(0), started(0), unwanted(0)).then(({ trials }) =>
      expect(trials[0]).toMatchObject({ state: "running", unwanted: { why: "by hand", by: "ada@lab" } }),
    )
    given(study(), suggested(0), started(0), completed(0, { loss: 1 }), unwanted(0)).then(({ trials }) =>
      expect(trials[0]).not.toHaveProperty("unwanted"),
    )
  })

  it("a failed one that is retried waits, keeps its number and its attempts, and has a seed of its own", () =>
    given(study(), suggested(0), started(0), reported(0, { step: 1, loss: 3 }), failed(0, crash))
      .when(retried(0))
      .then((ledger) => {
        expect(ledger.trials[0]).toMatchObject({ state: "waiting", attempts: 1, reseeded: 1, lost: 0 })
        expect(ledger.trials[0]).not.toHaveProperty("failure")
        expect([ledger.finished, [...ledger.waiting]]).toEqual([[], [0]])
      }))

  it("with the same seed it is the same run again; what has not failed cannot be retried", () => {
    given(study(), suggested(0), started(0), failed(0, crash), retried(0, true)).then(({ trials }) =>
      expect(trials[0]).not.toHaveProperty("reseeded"),
    )
    given(study(), suggested(0), started(0), completed(0, { loss: 1 }), retried(0)).then(({ trials, finished }) =>
      expect([trials[0]!.state, finished]).toEqual(["complete", [0]]),
    )
  })

  it("a run that confirms it stands beside it and changes neither values nor front; the same repeat again replaces it", () => {
    const confirmed = (loss: number) => ({ kind: "trial.confirmed", trial: 0, repeat: 1, seed: 7, metrics: { loss } }) as const
    given(study(), suggested(0), started(0), completed(0, { loss: 1 }), confirmed(5), confirmed(4)).then(({ trials, front }) => {
      expect(trials[0]).toMatchObject({ values: { loss: 1 }, confirmed: [{ repeat: 1, seed: 7, metrics: { loss: 4 } }] })
      expect(front).toEqual([0])
    })
  })
})
