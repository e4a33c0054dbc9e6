import { schedulerLaws } from "@diapason/testkit"
import { describe, expect, it } from "vitest"
import { asha, type AshaOptions } from "../../src/schedulers/asha.ts"
import { bracketOf, bracketShares } from "../../src/schedulers/asha/bracket-of.ts"
import { stage } from "./rung-stage.ts"

const fidelity = { name: "epoch", min: 1, max: 27, resumable: true }
const promote = (more: Parameters<typeof stage>[1] = {}) => stage(asha({ variant: "promote" }), { fidelity, ...more })
const stop = (more: Parameters<typeof stage>[1] = {}) => stage(asha({ variant: "stop" }), { fidelity, ...more })

schedulerLaws("asha that stops", () => asha({ variant: "stop", eta: 2 }))
schedulerLaws("asha on three ladders", () => asha({ variant: "promote", brackets: 3, eta: 2 }))

describe("asha that promotes", () => {
  it("pauses a trial at each rung, and takes up the best third of the highest rung that has one", () => {
    const { turn } = promote()
    // The lower a trial's number, the better it is: 0 goes up as soon as three, nine and twenty-seven trials have come.
    const played = Array.from({ length: 13 }, () => turn((trial) => trial))
    expect(played).toEqual(["0@1", "1@1", "2@1", "0@3", "3@1", "4@1", "5@1", "1@3", "6@1", "7@1", "8@1", "2@3", "0@9"])
  })

  it("promotes one that overtakes those that went up before", () => {
    const { turn } = promote()
    expect(Array.from({ length: 8 }, () => turn((trial) => 9 - trial))).toEqual(["0@1", "1@1", "2@1", "2@3", "3@1", "3@3", "4@1", "4@3"])
  })

  it("says the rank, the cut and what is missing", () => {
    const { fill, report } = promote()
    for (let i = 0; i < 7; i++) fill()
    expect(report(0, 1, 0.5)).toEqual({ action: "pause", why: "rank 1 of 1 at rung 1; one goes on when 2 more have come there" })
    report(1, 1, 0.4)
    expect(report(2, 1, 0.6)).toEqual({ action: "pause", why: "rank 3 of 3 at rung 1; the cut is 0.4" })
    ;[0.3, 0.7, 0.65512].forEach((loss, i) => report(3 + i, 1, loss))
    expect(report(6, 1, 0.35)).toEqual({ action: "pause", why: "rank 2 of 7 at rung 1; the cut is 0.35" })
  })

  it("speaks of a metric that is to rise as it was reported", () => {
    const { fill, report, next } = promote({ direction: "maximize" })
    for (let i = 0; i < 3; i++) fill()
    report(0, 1, 0.9)
    report(1, 1, 0.8)
    expect(report(2, 1, 0.7).why).toBe("rank 3 of 3 at rung 1; the cut is 0.9")
    expect(next()).toEqual({ do: "resume", trial: 0, fidelity: 3 })
  })

  it("breaks ties by trial number", () => {
    const { fill, report, next } = promote()
    for (let i = 0; i < 3; i++) fill()
    for (const trial of [2, 1, 0]) report(trial, 1, 1)
    expect(next()).toEqual({ do: "resume", trial: 0, fidelity: 3 })
  })

  it("never promotes a loss that is not a number, and ranks it last", () => {
    const { fill, report, next } = promote()
    for (let i = 0; i < 3; i++) fill()
    report(0, 1, NaN)
    report(1, 1, 5)
    expect(next()).toEqual({ do: "start", fidelity: 1 })
    expect(report(2, 1, NaN).why).toBe("rank 3 of 3 at rung 1; the cut is 5")
    expect(next()).toEqual({ do: "resume", trial: 1, fidelity: 3 })
  })

  it("takes a trial that reports past its target at its first report beyond", () => {
    const { fill, report, next } = promote()
    for (let i = 0; i < 3; i++) fill()
    report(0, 1, 3)
    report(1, 1, 2)
    expect(report(2, 2, 1)).toEqual({ action: "pause", why: "rank 1 of 3 at rung 1; the cut is 1" })
    expect(next()).toEqual({ do: "resume", trial: 2, fidelity: 3 })
  })

  it("counts the last of several reports of one step, and the last loss before where a rung's report has none", () => {
    const fidelity = { name: "epoch", min: 2, max: 18 }
    const { fill, report } = promote({ fidelity })
    for (let i = 0; i < 3; i++) fill()
    report(0, 1, 7)
    expect(report(0, 2).why).toContain("rank 1 of 1")
    report(1, 1, 8)
    report(1, 1, 6)
    expect(report(1, 2).why).toContain("rank 1 of 2")
    expect(report(2, 2).why).toContain("rank 3 of 3")
  })

  it("forgets what a report of an earlier step takes back", () => {
    const { fill, report, turn, next, target } = promote()
    for (let i = 0; i < 3; i++) turn((trial) => trial)
    fill()
    expect(target(0)).toBe(3)
    report(0, 2, 0)
    expect(report(0, 1, 9)).toEqual({ action: "continue", why: "it runs to step 3" })
    // Trial 0 is now the last of three; trial 1, the best, may go on.
    expect(next()).toEqual({ do: "resume", trial: 1, fidelity: 3 })
  })

  it("goes on without a trial that crashed at a rung, and asks a lost one to the rung it was promoted to", () => {
    const { fill, turn, end, lose, next, target, ledger } = promote()
    for (let i = 0; i < 3; i++) turn((trial) => trial)
    fill()
    end(0, "failed")
    expect(next()).toEqual({ do: "start", fidelity: 1 })
    for (let i = 0; i < 3; i++) turn((trial) => trial)
    fill()
    lose(1)
    expect([...ledger.waiting]).toEqual([1])
    fill()
    expect([target(1), ledger.trials[1]!.curve.steps]).toEqual([3, []])
    // It stands nowhere until it is back, and nobody takes its place.
    expect(next()).toEqual({ do: "start", fidelity: 1 })
  })

  it("runs a promoted trial from nothing where it cannot be resumed, and promotes nobody in its place", () => {
    const { fill, report, next, ledger } = promote({ fidelity: { ...fidelity, resumable: false } })
    for (let i = 0; i < 6; i++) fill()
    for (let trial = 0; trial < 6; trial++) report(trial, 1, trial)
    expect([fill(), fill()]).toEqual([0, 1])
    expect(ledger.trials[0]).toMatchObject({ state: "running", fidelity: 3, curve: { steps: [] } })
    expect(next()).toEqual({ do: "start", fidelity: 1 })
    expect(report(0, 1, 0)).toEqual({ action: "continue", why: "it runs to step 3" })
    expect(next()).toEqual({ do: "start", fidelity: 1 })
    report(0, 2, 0)
    expect(report(0, 3, 0).why).toBe("rank 1 of 1 at rung 3; one goes on when 2 more have come there")
  })

  it("no longer counts an excluded trial, and takes it up again once it is included", () => {
    const { turn, add, next } = promote()
    for (let i = 0; i < 3; i++) turn((trial) => trial)
    add({ kind: "trial.excluded", trial: 0, why: "a wrong data set" })
    expect(next()).toEqual({ do: "start", fidelity: 1 })
    add({ kind: "trial.included", trial: 0, why: "it was right" })
    expect(next()).toEqual({ do: "resume", trial: 0, fidelity: 3 })
  })

  it("waits at the end of the budget for those that run, and runs the best in full when none has", () => {
    const { fill, report, turn, next, ledger } = promote({ budget: { trials: 4 } })
    for (let i = 0; i < 4; i++) fill()
    report(2, 1, 0.1)
    expect(next()).toMatchObject({ do: "wait", why: expect.stringContaining("the budget are handed out") as string })
    for (const trial of [0, 1, 3]) report(trial, 1, 1)
    expect(turn(() => 0.1)).toBe("2@3")
    expect(turn(() => 0.1)).toBe("2@27")
    expect(ledger.trials[2]!.state).toBe("complete")
    expect(fill()).toBeUndefined()
    expect([...ledger.paused]).toEqual([0, 1, 3])
  })
})

describe("asha that stops", () => {
  it("lets the first to come to a rung go on, and then the best third of those that have come", () => {
    const { fill, report } = stop()
    for (let i = 0; i < 12; i++) fill()
    expect(report(0, 1, 0.5)).toEqual({ action: "continue", why: "rank 1 of 1 at rung 1; the cut is 0.5" })
    expect(report(1, 1, 0.655)).toEqual({ action: "stop", why: "rank 2 of 2 at rung 1; the cut is 0.5" })
    expect(report(2, 1, 0.4)).toEqual({ action: "continue", why: "rank 1 of 3 at rung 1; the cut is 0.4" })
    for (const trial of [3, 4, 5, 6, 7, 8, 9, 10]) report(trial, 1, 1)
    expect(report(11, 1, 0.45)).toEqual({ action: "continue", why: "rank 2 of 12 at rung 1; the cut is 0.655" })
    expect(report(0, 2, 0.5)).toEqual({ action: "continue", why: "the next rung is at step 3" })
    expect(report(0, 3, 0.5)).toEqual({ action: "continue", why: "rank 1 of 1 at rung 3; the cut is 0.5" })
  })

  it("judges at every rung that a report passes, and never at the last step", () => {
    const { fill, report } = stop()
    for (let i = 0; i < 4; i++) fill()
    report(0, 1, 1)
    expect(report(0, 27, 9)).toEqual({ action: "continue", why: "step 27 is the last one" })
    // Best at rung 1 and second at rungs 3 and 9, which it passes in one report.
    expect(report(1, 9, 0.5)).toEqual({ action: "continue", why: "rank 1 of 2 at rung 9; the cut is 0.5" })
    report(2, 1, 0.1)
    expect(report(2, 10, 0.6)).toEqual({ action: "stop", why: "rank 2 of 3 at rung 3; the cut is 0.5" })
  })

  it("stops what is not a number", () => {
    const { fill, report } = stop()
    for (let i = 0; i < 2; i++) fill()
    report(0, 1, 7)
    expect(report(1, 1, NaN)).toEqual({ action: "stop", why: "rank 2 of 2 at rung 1; the cut is 7" })
  })

  it("is the default where no fidelity is declared, where the ladder has no end", () => {
    const { fill, report } = stage(asha())
    for (let i = 0; i < 2; i++) expect(fill()).toBe(i)
    report(0, 3, 1)
    report(0, 59049, 1)
    expect(report(1, 59049, 2).action).toBe("stop")
    expect(report(0, 59050, 2)).toEqual({ action: "continue", why: "the next rung is at step 177147" })
  })

  it("is what `promote` comes to without a fidelity, and says so", () => {
    const { fill, report } = stage(asha({ variant: "promote" }))
    for (let i = 0; i < 2; i++) fill()
    report(0, 1, 1)
    expect(report(1, 1, 2).why).toBe("rank 2 of 2 at rung 1; the cut is 1; it is ended and not paused, since no fidelity is declared")
  })

  it("is the default where a trial cannot be resumed, and says what going on later would cost", () => {
    const { fill, report } = stage(asha(), { fidelity: { ...fidelity, resumable: false } })
    for (let i = 0; i < 2; i++) fill()
    report(0, 1, 1)
    report(0, 2, 1)
    report(0, 3, 1)
    expect(report(1, 3, 2)).toEqual({
      action: "stop",
      why: "rank 2 of 2 at rung 1; the cut is 1; it is ended and not paused, since to go on later it would have to repeat its 3 steps",
    })
  })

  it("is not the default where it can", () => {
    expect(stage(asha(), { fidelity }).next()).toEqual({ do: "start", fidelity: 1 })
    expect(stage(asha(), { fidelity: { name: "epoch", min: 1, max: 27 } }).next()).toEqual({ do: "start", fidelity: 27 })
  })
})

describe("the settings of asha", () => {
  it.each<[AshaOptions, number, number | undefined]>([
    [{}, 1, 3],
    [{ grace: 2 }, 2, 6],
    [{ eta: 4 }, 1, 4],
    [{ grace: 5, eta: 2.5 }, 5, 13],
    [{ grace: 40 }, 27, undefined],
  ])("%j put the first rung at %d and the second at %s", (options, first, second) => {
    const { turn, next, fill, report } = stage(asha({ variant: "promote", ...options }), { fidelity })
    expect(next()).toEqual({ do: "start", fidelity: first })
    for (let i = 0; i < Math.ceil(options.eta ?? 3); i++) turn((trial) => trial)
    if (second !== undefined) expect(next()).toEqual({ do: "resume", trial: 0, fidelity: second })
    else expect(report(fill()!, 1, 0).action).toBe("continue")
  })

  it("the fidelity's own eta counts when there is no other", () => {
    const { turn } = stage(asha({ variant: "promote" }), { fidelity: { ...fidelity, eta: 2 } })
    expect(Array.from({ length: 3 }, () => turn((trial) => trial))).toEqual(["0@1", "1@1", "0@2"])
  })

  it("brackets share trials as Optuna's Hyperband does: 81, 34, 15, 8, 5", () => {
    expect(bracketShares(5, 3)).toEqual([81, 34, 15, 8, 5])
    const dealt = [0, 0, 0, 0, 0]
    for (let i = 0; i < 1430; i++) dealt[bracketOf(i, 5, 3)]!++
    dealt.forEach((count, b) => expect(Math.abs(count - 10 * [81, 34, 15, 8, 5][b]!)).toBeLessThan(6))
  })
})
