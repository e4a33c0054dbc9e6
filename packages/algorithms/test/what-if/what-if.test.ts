import { lastStep, type Chosen, type DiapasonError } from "@diapason/core"
import { describe, expect, it } from "vitest"
import { schedulers } from "../../src/schedulers.ts"
import { playable } from "../../src/what-if/answerable.ts"
import { playUnder } from "../../src/what-if/play.ts"
import { whatIf } from "../../src/what-if/what-if.ts"
import { curve, recordedStudy, epochs, type Ran } from "./recorded-study.ts"

const ask = async (ran: Ran, scheduler: Chosen) => {
  const { ledger, recording } = await recordedStudy(ran)
  return { ledger, recording, answer: whatIf(ledger, recording, scheduler) }
}

/** How far each trial came. */
const reached = ({ trials }: Awaited<ReturnType<typeof recordedStudy>>["ledger"]) =>
  trials.map(({ state, curve: { steps } }) => `${state} ${steps.at(-1)}`)

/** Settings that a scheduler cannot do without in a study of nine steps. */
const settings: Readonly<Record<string, object>> = { threshold: { upper: 0.5, warmup: 3 }, wilcoxon: { folds: 9 } }

describe("a study under its own scheduler and settings", () => {
  it.each(playable)("saves nothing and goes as it went: %s", async (type) => {
    const scheduler = { type, ...settings[type] }
    const { ledger, recording, answer } = await ask({ scheduler, slots: 3 }, scheduler)
    expect(answer).toMatchObject({ saved: { steps: 0, seconds: 0 }, unknown: 0, unknownSteps: 0, cut: 0 })
    expect(answer.winnerLost).toBe(false)
    expect(answer.kept).toMatchObject({ trial: answer.winner!.trial, rank: 1 })
    expect(reached(playUnder(recording, scheduler).ledger)).toEqual(reached(ledger))
  })

  it("pays repeated steps again, where trials cannot go on from where they were", async () => {
    const scheduler = { type: "asha", variant: "promote" }
    const { answer } = await ask({ scheduler, slots: 2, fidelity: { ...epochs, resumable: false } }, scheduler)
    expect(answer).toMatchObject({ saved: { steps: 0, seconds: 0 }, unknown: 0 })
  })
})

describe("a study in which every trial ran in full", () => {
  const inFull = recordedStudy({ scheduler: { type: "none" }, slots: 2 })
  it.each(playable)("loses nothing to the unknown under %s, and what is left agrees with a run under it", async (type) => {
    const scheduler = { type, ...settings[type] }
    const { ledger, recording } = await inFull
    const answer = whatIf(ledger, recording, scheduler)
    expect(answer).toMatchObject({ unknown: 0, unknownSteps: 0, recorded: { steps: 180 } })
    expect(answer.saved.steps).toBe(180 - answer.played.steps)
    expect(answer.saved.steps).toBeGreaterThanOrEqual(0)
    // The sampler is random and keyed by the trial's number, so a real run under the scheduler tries the same configurations.
    const real = await recordedStudy({ scheduler, slots: 2 })
    expect(reached(playUnder(recording, scheduler).ledger)).toEqual(reached(real.ledger))
    expect(answer.played.steps).toBe(real.recording.trials.reduce((sum, { steps }) => sum + steps, 0))
  })

  it("says how much the best that is left falls short", async () => {
    // A late bloomer: the best at its end, and the worst before.
    const run = (x: number, trial: number) => curve(trial, (step) => ({ loss: trial === 12 ? (step < 9 ? 9 : 0.01) : 1 + x / step }))
    const { answer } = await ask({ scheduler: { type: "none" }, run }, { type: "median" })
    expect(answer.winner).toEqual({ trial: 12, value: 0.01 })
    expect(answer.winnerLost).toBe(true)
    expect(answer.kept).toMatchObject({ rank: 2, of: 20 })
    expect(answer.cut).toBeGreaterThan(0)
  })
})

describe("what was never run", () => {
  it("is counted and told, and never made up", async () => {
    const { answer, ledger, recording } = await ask({ scheduler: { type: "asha", variant: "stop" }, slots: 2 }, { type: "none" })
    const stopped = ledger.trials.filter(({ state }) => state === "pruned")
    expect(stopped.length).toBeGreaterThan(3)
    expect(answer.unknown).toBe(stopped.length)
    expect(answer.unknownSteps).toBe(stopped.reduce((sum, { curve: c }) => sum + 9 - lastStep(c)!, 0))
    expect(answer.saved).toEqual({ steps: 0, seconds: 0 })
    expect(answer.note).toContain(`${stopped.length} trials would have gone on beyond the record, by up to ${answer.unknownSteps} steps`)
    const played = playUnder(recording, { type: "none" }).ledger
    for (const { number } of stopped) expect(played.trials[number]!.curve).toEqual(ledger.trials[number]!.curve)
  })

  it("has no known end where no last step is declared", async () => {
    const { answer } = await ask({ scheduler: { type: "median" }, fidelity: null }, { type: "none" })
    expect(answer.unknown).toBeGreaterThan(0)
    expect(answer.unknownSteps).toBeNull()
    expect(answer.note).toContain("nobody knows how far")
  })
})

describe("rules that look at one trial alone save the more the stricter they are", () => {
  const past = recordedStudy({ scheduler: { type: "none" }, slots: 3, trials: 40 })
  it.each([
    ["threshold", [2, 1, 0.7, 0.5, 0.3].map((upper) => ({ type: "threshold", upper }))],
    ["patience", [8, 4, 2, 1, 0].map((patience) => ({ type: "patience", patience, tolerance: 0 }))],
    ["warm-up of a threshold", [8, 6, 4, 2, 0].map((warmup) => ({ type: "threshold", upper: 0.4, warmup }))],
  ])("%s", async (_, rising) => {
    const { ledger, recording } = await past
    const saved = rising.map((scheduler) => whatIf(ledger, recording, scheduler as Chosen).saved.steps)
    expect(saved).toEqual(saved.toSorted((a, b) => a - b))
    const elsewhere = rising.map((scheduler) => whatIf(ledger, { ...recording, slots: 7 }, scheduler as Chosen).saved.steps)
    expect(elsewhere).toEqual(saved)
  })
})

describe("bad input", () => {
  const codeOf = async (ran: Ran, scheduler: Chosen): Promise<DiapasonError> => {
    const { ledger, recording } = await recordedStudy(ran)
    try {
      whatIf(ledger, recording, scheduler)
    } catch (error) {
      return error as DiapasonError
    }
    throw new Error("it was answered")
  }
  const whole: Ran = { scheduler: { type: "none" }, trials: 4 }

  it("an unknown scheduler: the nearest name; an unknown setting", async () => {
    const error = await codeOf(whole, { type: "ahsa" })
    expect([error.code, error.words.what]).toEqual(["D321", "There is no scheduler named ahsa; did you mean asha?"])
    expect((await codeOf(whole, { type: "asha", etta: 3 })).words.what).toContain("did you mean eta?")
  })

  it("a scheduler that makes trials of its own is not answered for, and every other one is", async () => {
    for (const type of Object.keys(schedulers).filter((name) => !playable.includes(name) && name !== "auto")) {
      const error = await codeOf(whole, { type, ...(type === "replay-schedule" && { steps: [{ from: 1, config: { x: 0.5 } }] }) })
      expect(error.code).toBe("D186")
      expect(error.words.mend).toContain("--what-if scheduler=asha")
    }
    expect((await codeOf({ ...whole, sampler: { type: "auto" } }, { type: "auto" })).words.what).toContain(
      "auto, which is freeze-thaw here,",
    )
    const { answer } = await ask({ ...whole, fidelity: { ...epochs, resumable: false } }, { type: "auto" })
    expect(answer.saved.steps).toBeGreaterThanOrEqual(0)
  })

  it("trials that were bred by a population belong to it", async () => {
    const error = await codeOf(
      { scheduler: { type: "pbt", population: 4, every: 2 }, sampler: { type: "auto" }, slots: 4, trials: 12 },
      { type: "median" },
    )
    expect([error.code, error.words.why]).toEqual(["D186", expect.stringContaining("went on from what another had learned")])
  })

  it("no curves, all failed", async () => {
    const without = await codeOf({ ...whole, fidelity: null, run: (x, trial) => curve(trial, () => ({ loss: x }), 1) }, { type: "median" })
    expect([without.code, without.words.what]).toEqual([
      "D187",
      "Nothing of past can be played again: no trial has reported loss at more than one step.",
    ])
    const run = (_: number, trial: number) =>
      ({ ...curve(trial, () => ({ loss: 1 }), 3), ending: { kind: "failed", failure: { kind: "crash", message: "" } } }) as const
    const failed = await codeOf({ ...whole, run }, { type: "median" })
    expect(failed.words.what).toContain("all 4 trials have failed")
  })

  it("no complete trial: what is saved is told, and that there is no winner", async () => {
    const { answer } = await ask(
      { ...whole, scheduler: { type: "threshold", upper: 0.0001, warmup: 4 } },
      { type: "threshold", upper: 0.0001, warmup: 2 },
    )
    expect(answer).toMatchObject({ winnerLost: null, unknown: 0, saved: { steps: 8 } })
    expect(answer.winner ?? answer.kept).toBeUndefined()
    expect(answer.note).toContain("no winner to lose")
  })

  it("curves that are not numbers end as they did, and are never the winner", async () => {
    const run = (x: number, trial: number) =>
      curve(trial, (step) => ({ loss: trial % 3 === 0 && step > 2 ? NaN : trial % 3 === 1 && step === 4 ? Infinity : x + 1 / step }))
    for (const type of ["none", "asha", "median", "hyperband"]) {
      const { answer, ledger } = await ask({ scheduler: { type: "none" }, run, slots: 2 }, { type })
      expect(ledger.trials.filter(({ state }) => state === "failed")).toHaveLength(7)
      expect([answer.unknown, answer.winner!.trial % 3 > 0]).toEqual([0, true])
    }
  })

  it("a maximised metric keeps its direction", async () => {
    const run = (x: number, trial: number) => curve(trial, (step) => ({ loss: x * (1 - 0.5 ** step) }))
    const { answer, ledger } = await ask({ scheduler: { type: "none" }, run, direction: "maximize" }, { type: "median" })
    expect(answer.winner!.trial).toBe(ledger.front[0])
    expect(answer.winnerLost).toBe(false)
    expect(answer.saved.steps).toBeGreaterThan(20)
  })
})
