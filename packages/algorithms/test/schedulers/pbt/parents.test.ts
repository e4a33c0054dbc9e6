import type { RunningTrial, SchedulerProblem } from "@diapason/core"
import { describe, expect, it } from "vitest"
import { pbt } from "../../../src/schedulers/pbt.ts"
import { told, type Told } from "./told.ts"

const problemOf = ({ ledger }: Told): SchedulerProblem => ({
  space: ledger.space,
  objectives: 1,
  constraints: 0,
  seed: 1,
  settings: {},
  metric: "loss",
  loss: ledger.rules.loss,
  fidelity: ledger.definition.fidelity!,
})

/** Four members at step 2, the best first; the last has just given way. */
function four() {
  const study = told()
  for (const trial of [0, 1, 2, 3]) study.begin(trial, trial + 1)
  for (const trial of [0, 1, 2, 3]) study.train(trial, [trial + 2, trial + 1])
  const scheduler = pbt({ population: 4, every: 2 })
  const state = scheduler.init(problemOf(study), study.ledger)
  const decide = (trial: number) => scheduler.decide(state, study.ledger.trials[trial] as RunningTrial, study.ledger)
  return { ...study, decide, next: () => scheduler.next(state, study.ledger) }
}

const remove = (study: Pick<Told, "tell">, trial: number, step: number): void =>
  study.tell({ kind: "checkpoint.removed", trial, step, path: `${trial}/${step}`, why: "retention" })

const stop = (study: Pick<Told, "tell">, trial: number): void =>
  study.tell({ kind: "trial.finished", trial, attempt: 1, state: "pruned", metrics: {}, why: "" })

describe("the place of a member that gives way", () => {
  it("goes to a child of the best, from its newest state", () => {
    const study = four()
    expect(study.decide(2)).toEqual({ action: "continue", why: "rank 3 of 4 at step 2: it keeps its place" })
    expect(study.decide(3)).toEqual({
      action: "stop",
      why: "rank 4 of 4 at step 2: 4 where #0 has 1; a child of one of the best takes its place",
    })
    expect(study.next()).toEqual({ do: "wait", why: "all 4 members of the population are running" })
    stop(study, 3)
    expect(study.next()).toEqual({ do: "start", fidelity: 12, parent: { trial: 0, step: 2 } })
  })

  it("goes to a child of another, or of an older state, where what was saved is gone", () => {
    const study = four()
    stop(study, 3)
    remove(study, 0, 2)
    expect(study.next()).toMatchObject({ parent: { trial: 0, step: 1 } })
    remove(study, 0, 1)
    expect(study.next()).toMatchObject({ parent: { trial: 1, step: 2 } })
  })

  it("is kept where nobody better has saved anything", () => {
    const study = four()
    for (const trial of [0, 1, 2]) for (const step of [1, 2]) remove(study, trial, step)
    expect(study.decide(3)).toEqual({
      action: "continue",
      why: "rank 4 of 4 at step 2: no better member has saved a state to go on from",
    })
  })

  it("is not given to a child of whom a person has excluded", () => {
    const study = four()
    study.tell({ kind: "trial.excluded", trial: 0, why: "a wrong data set" })
    expect(study.decide(0)).toMatchObject({ action: "stop" })
    stop(study, 3)
    expect(study.next()).toMatchObject({ parent: { trial: 1 } })
  })

  it("is not given to a child of whom nobody has compared since its birth", () => {
    const study = four()
    stop(study, 3)
    study.begin(4, 1.2, { trial: 0, step: 2, path: "0/2" })
    study.train(4, [0.5], 2)
    stop(study, 2)
    expect(study.next()).toMatchObject({ parent: { trial: 0, step: 2 } })
    study.train(4, [0.4], 3)
    study.train(0, [2, 2], 2)
    expect(study.next()).toMatchObject({ parent: { trial: 4, step: 4 } })
  })

  it("is not given away while some have no score, nor at other steps", () => {
    const study = told()
    for (const trial of [0, 1, 2, 3]) study.begin(trial, trial + 1)
    for (const trial of [0, 1, 3]) study.train(trial, [trial + 2, trial + 1])
    const scheduler = pbt({ population: 4, every: 2 })
    const state = scheduler.init(problemOf(study), study.ledger)
    const decide = () => scheduler.decide(state, study.ledger.trials[3] as RunningTrial, study.ledger)
    expect(decide()).toEqual({ action: "continue", why: "3 of 4 members have a score: too few to compare" })
    study.train(3, [5], 2)
    expect(decide()).toEqual({ action: "continue", why: "members are compared every 2 steps, and not at step 3" })
  })
})
