import { rng } from "@diapason/math"
import { describe, expect, it } from "vitest"
import { play, type Script } from "./play.ts"

const plateau = { param: "lr", by: "plateau" }
const divergence = { param: "lr", by: "divergence" }
const overfit = { by: "overfit" }
const all = [overfit, divergence, { param: "batch", by: "noise-scale" }, plateau, { param: "lr", by: "hypergradient" }]

/** A run that learns steadily, with some noise. */
const noise = (step: number) => rng(1, 0, "fold", step).normal()
const learning = (step: number) => 1 / step + 0.02 * noise(step)
const run = (rules: Script["rules"], curve: Script["curve"], more: Partial<Script> = {}) =>
  play({ rules, curve, steps: 60, save: 5, ...more })
const loss =
  (of: (step: number) => number): Script["curve"] =>
  (step) => ({ val_loss: of(step) })

describe("a clean curve", () => {
  it("is left alone by all controllers together", () => {
    const clean = loss((step) => 10 - step / 10 + 0.02 * noise(step))
    expect(run(all, clean)).toMatchObject({ actions: [], end: "runs on" })
  })
})

describe("divergence", () => {
  it("lets a spike pass that comes back within three reports", () => {
    const spikes = loss((step) => (step >= 30 && step < 33 ? 50 : learning(step)))
    expect(run([divergence], spikes).actions).toEqual([])
  })

  it("takes a trial that stays up back to what it had saved before the spike, with half the rate", () => {
    const stays: Script["curve"] = (step, { lr }) => ({ val_loss: step >= 32 && lr! > 0.005 ? 50 : learning(step) })
    const { actions, whys } = run([divergence], stays)
    expect(actions).toEqual(["35 lr=0.005 from 30"])
    expect(whys).toEqual([
      "divergence: val_loss jumped to 50 at step 32, more than six deviations off its course, and did not come back in 3 reports; lr 0.01 → 0.005, back to step 30",
    ])
  })

  it("acts at once on what is not a number, and begins again where nothing was saved", () => {
    const nan: Script["curve"] = (step, { lr }) => ({ val_loss: step === 4 && lr! > 0.005 ? NaN : learning(step) })
    const { actions, whys } = run([divergence], nan, { steps: 8, save: 100 })
    expect(actions).toEqual(["4 lr=0.005 from 0"])
    expect(whys).toEqual(["divergence: val_loss became nan at step 4; lr 0.01 → 0.005, from the beginning"])
    const infinite: Script["curve"] = (step, { lr }) => ({ val_loss: step === 4 && lr! > 0.005 ? Infinity : learning(step) })
    expect(run([divergence], infinite, { steps: 8, save: 1 }).whys[0]).toContain(
      "became infinite at step 4; lr 0.01 → 0.005, back to step 3",
    )
  })

  it("gives up after three rollbacks: the fourth stops the trial as a loss", () => {
    const always = loss((step) => (step >= 32 ? 50 : learning(step)))
    const { actions, end, whys } = run([divergence], always)
    // Ten reports must lie between two actions: after going back to 30 the spike is seen at 35, and acted on at 40.
    expect(actions).toEqual(["35 lr=0.005 from 30", "40 lr=0.0025 from 30", "40 lr=0.00125 from 30", "40 stop"])
    expect(end).toBe("pruned")
    expect(whys.at(-1)).toContain("the trial was taken back 3 times already")
  })

  it("reads a metric that is to rise the other way round", () => {
    const definition = { objectives: [{ metric: "acc", direction: "maximize" as const }] }
    const falls: Script["curve"] = (step, { lr }) => ({ acc: step >= 32 && lr! > 0.005 ? 0.1 : 0.9 - 1 / step + 0.01 * noise(step) })
    expect(run([divergence], falls, { definition }).actions).toEqual(["35 lr=0.005 from 30"])
  })

  it("stops where the rate cannot be lowered", () => {
    const nan = loss((step) => (step === 4 ? NaN : 1))
    expect(run([divergence], nan, { config: { lr: 1e-6, batch: 64 } }).whys).toEqual([
      "divergence: val_loss became nan at step 4; lr cannot be lowered further",
    ])
  })
})

describe("plateau", () => {
  it("lowers the rate after ten reports without improvement, and at the third standstill the trial has converged", () => {
    const { actions, end, values, whys } = run(
      [plateau],
      loss(() => 1),
    )
    expect(actions).toEqual(["11 lr=0.003", "21 lr=0.0009", "31 stop"])
    expect({ end, values }).toEqual({ end: "complete", values: { val_loss: 1 } })
    expect(whys[0]).toBe("plateau: val_loss has not improved by 0.1 % in 10 reports, its smoothed best is 1; lr 0.01 → 0.003")
    expect(whys[2]).toContain("it stood still 2 times before, so it has converged")
  })

  it("counts again from an improvement, which lasts as long as the average falls by the tolerance", () => {
    // From step 8 on it is 0.5 + 0.5 · 0.9^k, k from 1; by 4 % of its best it last falls at k = 26, and would again at k = 37.
    const half = loss((step) => (step < 8 ? 1 : 0.5))
    expect(run([{ ...plateau, tolerance: 0.04 }], half, { steps: 50 }).actions).toEqual(["43 lr=0.003"])
  })

  it("takes other figures", () => {
    const eager = { ...plateau, factor: 0.1, patience: 3, cuts: 1, apply: "next-epoch" }
    expect(
      run(
        [eager],
        loss(() => 1),
        { steps: 30 },
      ).actions,
    ).toEqual(["10 lr=0.001", "20 stop"])
  })

  it("never goes below a thousandth of the first value, nor out of the domain", () => {
    const deep = { ...plateau, factor: 0.01, cuts: 9 }
    expect(
      run(
        [deep],
        loss(() => 1),
      ).actions,
    ).toEqual(["11 lr=0.0001", "21 lr=0.00001"])
    expect(
      run(
        [deep],
        loss(() => 1),
        { config: { lr: 1e-5, batch: 64 } },
      ).actions,
    ).toEqual(["11 lr=0.000001"])
  })

  it("takes the nearest of listed values", () => {
    expect(
      run(
        [{ ...plateau, param: "batch" }],
        loss(() => 1),
        { config: { lr: 0.1, batch: 256 } },
      ).actions,
    ).toEqual(["11 batch=64", "21 batch=32", "31 stop"])
  })

  it("does not end a trial whose objective was never reported", () => {
    const { actions, end } = run([{ ...plateau, metric: "train_loss" }], () => ({ train_loss: 1 }))
    expect({ actions, end }).toEqual({ actions: ["11 lr=0.003", "21 lr=0.0009"], end: "runs on" })
  })
})

describe("overfit", () => {
  const curve: Script["curve"] = (step) => ({
    val_loss: (step <= 20 ? 2 - step / 20 : 1 + (step - 20) / 20) + 0.001 * noise(step),
    train_loss: 2 - step / 50,
  })

  it("ends a trial that gets worse while its training loss falls, complete with its best", () => {
    const { actions, end, values, whys } = run([overfit], curve)
    expect(actions).toEqual(["25 stop"])
    expect(end).toBe("complete")
    expect(values!["val_loss"]).toBeCloseTo(1, 2)
    expect(whys[0]).toMatch(
      /^overfit: val_loss was 1(\.\d+)? at step 20 and has been worse .* in 5 reports, while train_loss fell from 1\.64 to 1\.54; its best counts$/,
    )
  })

  it("does not where the training loss rises too, or is not reported", () => {
    expect(run([overfit], (step, ...rest) => ({ ...curve(step, ...rest), train_loss: step })).actions).toEqual([])
    expect(run([overfit], (step, ...rest) => ({ val_loss: curve(step, ...rest)["val_loss"]! })).actions).toEqual([])
  })

  it("does not for a loss that only wavers", () => {
    expect(run([overfit], (step) => ({ val_loss: 1 + 0.1 * noise(step), train_loss: 1 / step })).actions).toEqual([])
  })
})

describe("an update that is not taken", () => {
  it("is asked for no more after two refusals, or two silences, or one of each", () => {
    const still = loss(() => 1)
    expect(run([plateau], still, { answer: () => "refused" }).actions).toEqual(["11 lr=0.003 refused", "21 lr=0.003 refused"])
    expect(run([plateau], still, { answer: () => "silence" }).actions).toEqual(["11 lr=0.003 silence", "21 lr=0.003 silence"])
    const mixed = (rev: number) => (rev === 1 ? ("refused" as const) : ("silence" as const))
    expect(run([plateau], still, { answer: mixed }).actions).toEqual(["11 lr=0.003 refused", "21 lr=0.003 silence"])
  })

  it("once does not end it", () => {
    const { actions } = run(
      [plateau],
      loss(() => 1),
      { answer: (rev) => (rev === 1 ? "refused" : "applied") },
    )
    expect(actions).toEqual(["11 lr=0.003 refused", "21 lr=0.003", "31 lr=0.0009", "41 stop"])
  })

  it("keeps no trial from being taken back", () => {
    const curve: Script["curve"] = (step, { lr }) => ({ val_loss: step >= 40 && lr! > 0.005 ? 50 : 1 })
    const { actions } = run([divergence, plateau], curve, { answer: () => "refused", steps: 50 })
    expect(actions).toEqual(["11 lr=0.003 refused", "21 lr=0.003 refused", "43 lr=0.005 from 35"])
  })
})

describe("adapting", () => {
  it("does nothing at the last step of the fidelity", () => {
    const definition = { fidelity: { name: "epoch", min: 1, max: 11 } }
    expect(
      run(
        [plateau],
        loss(() => 1),
        { definition, steps: 11 },
      ).actions,
    ).toEqual([])
    expect(
      run(
        [plateau],
        loss(() => 1),
        { definition: { fidelity: { name: "epoch", min: 1, max: 12 } }, steps: 12 },
      ).actions,
    ).toEqual(["11 lr=0.003"])
  })

  it("leaves ten reports between two actions, whoever acts", () => {
    const rule = { when: "step >= 12", set: { batch: 128 } }
    expect(
      run(
        [plateau, rule],
        loss(() => 1),
        { steps: 30 },
      ).actions,
    ).toEqual(["11 lr=0.003", "21 lr=0.0009"])
    expect(
      run(
        [rule, plateau],
        loss(() => 1),
        { steps: 30 },
      ).actions,
    ).toEqual(["11 lr=0.003", "21 batch=128"])
  })
})
