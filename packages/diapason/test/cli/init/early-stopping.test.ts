import { parse } from "yaml"
import { describe, expect, test } from "vitest"
import { choose } from "@diapason/algorithms"
import type { Json } from "@diapason/core"
import { formats } from "../../../src/cli/convert/formats/index.ts"

/** What a description comes to: its scheduler, fidelity and seed, and what was said of them. */
function converted(text: string, isPython: boolean): { readonly settings: Record<string, Json>; readonly told: string } {
  const given = { text, data: isPython ? undefined : (parse(text) as Json), read: () => undefined }
  const { settings, lost } = formats.find(({ fits }) => fits(given))!.convert(given)
  const { scheduler, fidelity, seed, timeout, budget } = settings
  const kept = Object.entries({ scheduler, fidelity, seed, timeout, budget }).filter(([, value]) => value !== undefined)
  return { settings: Object.fromEntries(kept) as Record<string, Json>, told: lost.map(({ at, what }) => `${at}: ${what}`).join("\n") }
}

const ray = (scheduler: string): string => `
from ray import tune
MAX = 81
stopper = ${scheduler}
tuner = tune.Tuner(train, param_space={"lr": tune.loguniform(1e-4, 1e-1)}, tune_config=tune.TuneConfig(metric="loss", mode="min", scheduler=stopper))
`
const optuna = (pruner: string): string => `
import optuna
def objective(trial):
    return trial.suggest_float("lr", 1e-5, 1e-1, log=True)
study = optuna.create_study(sampler=optuna.samplers.TPESampler(seed=42), pruner=optuna.pruners.${pruner})
`

/** The settings must be ones that the scheduler takes: made as a study makes it. */
function accepted({ scheduler, fidelity }: Record<string, Json>): void {
  const chosen = typeof scheduler === "string" ? { type: scheduler } : (scheduler as { type: string })
  const definition = {
    name: "s",
    space: { lr: "0.1..1" },
    objectives: [{ metric: "loss", direction: "minimize" }],
    scheduler: chosen,
    ...(fidelity !== undefined && { fidelity }),
  }
  expect(() => choose({ seed: 0, sampler: { type: "random" }, budget: {}, ...definition } as never, {} as never)).not.toThrow()
}

describe("rules that end trials early keep the settings that mean the same", () => {
  test.for([
    [
      ray("ASHAScheduler(max_t=MAX, grace_period=3, reduction_factor=3, brackets=1)"),
      { type: "asha", eta: 3, brackets: 1 },
      { name: "step", min: 3, max: 81 },
    ],
    [
      ray('tune.schedulers.AsyncHyperBandScheduler(time_attr="training_iteration", max_t=20)'),
      { type: "asha", eta: 4 },
      { name: "training_iteration", min: 1, max: 20 },
    ],
    [ray("MedianStoppingRule(grace_period=5, min_samples_required=4)"), { type: "median", warmup: 5, complete: 4 }, undefined],
    [
      ray("PopulationBasedTraining(perturbation_interval=4, quantile_fraction=0.25, hyperparam_mutations=space)"),
      { type: "pbt", every: 4, quantile: 0.25 },
      undefined,
    ],
    [ray("HyperBandForBOHB(max_t=27)"), "bohb", { name: "step", min: 1, max: 27 }],
    [optuna("MedianPruner(5, n_warmup_steps=10)"), { type: "median", complete: 5, warmup: 10 }, undefined],
    [optuna("PercentilePruner(25.0, n_startup_trials=0)"), { type: "percentile", percentile: 25, complete: 1, warmup: 0 }, undefined],
    [optuna("SuccessiveHalvingPruner(min_resource=2)"), { type: "asha", eta: 4, grace: 2 }, undefined],
    [
      optuna("HyperbandPruner(min_resource=1, max_resource=9, reduction_factor=3)"),
      { type: "hyperband", eta: 3 },
      { name: "step", min: 1, max: 9 },
    ],
    [optuna("PatientPruner(None, patience=3)"), { type: "patience", patience: 3 }, undefined],
    [optuna("ThresholdPruner(upper=1.0)"), { type: "threshold", upper: 1 }, undefined],
    [optuna("NopPruner()"), "none", undefined],
  ] as const)("rule %#", ([text, scheduler, fidelity]) => {
    const { settings } = converted(text, true)
    expect(settings["scheduler"]).toEqual(scheduler)
    expect(settings["fidelity"]).toEqual(fidelity)
    accepted(settings)
  })

  test("what is computed, unknown or counted in seconds is named", () => {
    expect(converted(ray("ASHAScheduler(max_t=int(sys.argv[1]))"), true).told).toContain(
      "scheduler: ASHAScheduler became the scheduler asha, with eta 4; left out: max_t",
    )
    const timed = converted(ray('ASHAScheduler(time_attr="time_total_s", max_t=600, grace_period=60)'), true)
    expect(timed.settings["fidelity"]).toBeUndefined()
    expect(timed.told).toContain("counts by time_total_s")
    expect(converted(ray("MyOwn(3)"), true).told).toContain("MyOwn became the scheduler auto")
    expect(converted(optuna("MedianPruner(interval_steps=3)"), true).told).toContain("left out: interval_steps")
    expect(converted(optuna("NopPruner()"), true).settings["seed"]).toBe(42)
  })

  test("Katib: the seed, its median rule, and hyperband with its resource", () => {
    const katib = (more: string): string => `
kind: Experiment
spec:
  objective: { type: minimize, objectiveMetricName: loss }
  parameters: [{ name: lr, parameterType: double, feasibleSpace: { min: "0.1", max: "1" } }]
${more}`
    const median = converted(
      katib(`  algorithm: { algorithmName: tpe, algorithmSettings: [{ name: random_state, value: "10" }, { name: n_startup_trials, value: "5" }] }
  earlyStopping: { algorithmName: medianstop, algorithmSettings: [{ name: min_trials_required, value: "3" }, { name: start_step, value: "5" }] }`),
      false,
    )
    expect(median.settings).toMatchObject({ seed: 10, scheduler: { type: "median", complete: 3, warmup: 5 } })
    expect(median.told).toContain("n_startup_trials: the settings have other names here")
    const hyperband = converted(
      katib(
        `  algorithm: { algorithmName: hyperband, algorithmSettings: [{ name: r_l, value: "9" }, { name: eta, value: "3" }, { name: resource_name, value: epochs }] }`,
      ),
      false,
    )
    expect(hyperband.settings).toMatchObject({ scheduler: { type: "hyperband", eta: 3 }, fidelity: { name: "step", min: 1, max: 9 } })
    expect(hyperband.told).toContain("left out: resource_name")
    accepted(median.settings)
    accepted(hyperband.settings)
  })

  test("NNI: assessors with settings, advisors, and the time of one trial", () => {
    const nni = (more: string): string => `
searchSpace: { lr: { _type: uniform, _value: [0.1, 1] } }
trialCommand: python3 train.py
${more}`
    const stop = converted(
      nni("maxTrialDuration: 20m\nassessor: { name: Medianstop, classArgs: { optimize_mode: minimize, start_step: 5 } }"),
      false,
    )
    expect(stop.settings).toEqual({ scheduler: { type: "median", warmup: 5 }, timeout: { trial: "20m" } })
    expect(converted(nni("assessor: { name: Curvefitting, classArgs: { epoch_num: 20 } }"), false).settings).toMatchObject({
      scheduler: "curve",
      fidelity: { name: "step", min: 1, max: 20 },
    })
    expect(converted(nni("advisor: { name: Hyperband, classArgs: { R: 60, eta: 3 } }"), false).settings).toMatchObject({
      scheduler: { type: "hyperband", eta: 3 },
      fidelity: { name: "step", min: 1, max: 60 },
    })
    expect(converted(nni("advisor: { builtinAdvisorName: BOHB, classArgs: { max_budget: 27, eta: 3 } }"), false).settings).toMatchObject({
      scheduler: { type: "bohb", eta: 3 },
      fidelity: { max: 27 },
    })
  })
})
