import { spawnSync } from "node:child_process"
import { copyFileSync, rmSync } from "node:fs"
import { join } from "node:path"
import { afterAll, beforeAll, describe, expect, test } from "vitest"
import { copyOf, prepare, shell, type Prepared } from "../every/prepared.ts"

let prepared: Prepared
beforeAll(() => {
  prepared = prepare()
}, 60_000)
afterAll(() => rmSync(prepared.template, { recursive: true, force: true }))

const json = (line: string, cwd: string): unknown => JSON.parse(shell(line, cwd).out)

const optuna = process.env["DIAPASON_TOOLS_PYTHON"]

/** A study with a pruner, failures, a parameter that only one branch has, user attributes, and a trial that never ended. */
const old = `
import optuna
optuna.logging.set_verbosity(optuna.logging.CRITICAL)
def objective(trial):
    lr = trial.suggest_float("lr", 1e-5, 1e-1, log=True)
    depth = trial.suggest_int("depth", 2, 8 if trial.number < 5 else 10)
    drop = trial.suggest_float("drop", 0, 0.5, step=0.25)
    opt = trial.suggest_categorical("opt", ["adam", "sgd"])
    momentum = trial.suggest_float("momentum", 0, 0.99) if opt == "sgd" else 0
    trial.set_user_attr("who", "me")
    for step in range(3):
        trial.report(lr + step, step)
    if trial.number == 3: raise ValueError("broken")
    if trial.number == 4: raise optuna.TrialPruned()
    return lr * depth + drop + momentum
study = optuna.create_study(study_name="old", storage="sqlite:///study.db", sampler=optuna.samplers.RandomSampler(seed=3))
study.optimize(objective, n_trials=12, catch=ValueError)
study.ask()
study.enqueue_trial({"lr": 0.001, "depth": 3, "drop": 0.25, "opt": "adam"})
import json
print(json.dumps([[t.state.name, t.params, t.value] for t in study.trials]))
`

/** What Optuna finds in what was given back: the differences; what it does first; and the best trial of one of our studies. */
const readBack = `
import json, optuna, sys
from collections import Counter
from optuna.storages import JournalStorage, RDBStorage
from optuna.storages.journal import JournalFileBackend
optuna.logging.set_verbosity(optuna.logging.CRITICAL)
storages = [RDBStorage("sqlite:///study.db"), RDBStorage("sqlite:///back.db"), JournalStorage(JournalFileBackend("back.journal"))]
studies = [optuna.load_study(study_name="old", storage=storage, sampler=optuna.samplers.TPESampler(seed=1)) for storage in storages]
fields = ["number", "state", "values", "params", "distributions", "user_attrs", "system_attrs", "intermediate_values", "datetime_start", "datetime_complete"]
known = [[[getattr(trial, field) for field in fields] for trial in study.trials] for study in studies]
differ = [i for other in known[1:] for i, trial in enumerate(known[0]) if other[i] != trial]
def objective(trial):
    opt = trial.suggest_categorical("opt", ["adam", "sgd"])
    return trial.suggest_float("lr", 1e-5, 1e-1, log=True) * trial.suggest_int("depth", 2, 10) + trial.suggest_float("drop", 0, 0.5, step=0.25)
study = studies[1]
study.optimize(objective, n_trials=3)
ours = optuna.load_study(study_name="ours", storage=storages[1])
print(json.dumps({
    "differ": differ,
    "enqueued": study.trials[13].params,
    "states": Counter(trial.state.name for trial in study.trials),
    "ours": {
        "trials": len(ours.trials) - 1,
        "params": sorted(ours.best_params),
        "best": [{"trial": ours.best_trial.number, "config": ours.best_params, "values": {"val_loss": ours.best_value}}],
    },
}))
`

/** Puts study.db, which is made once, into the folder; gives states, parameters and values of its trials. */
function madeIn(cwd: string): [string, Record<string, unknown>, number | null][] {
  const path = join(prepared.template, "study.db")
  made ??= spawnSync(optuna!, ["-c", old], { cwd: prepared.template, encoding: "utf8" }).stdout
  copyFileSync(path, join(cwd, "study.db"))
  return JSON.parse(made) as [string, Record<string, unknown>, number | null][]
}

let made: string | undefined

describe("a study of Optuna", () => {
  test("comes over with its space, trials, states and reports; what is lost is named", (context) => {
    context.skip(optuna === undefined, "DIAPASON_TOOLS_PYTHON names no Python with Optuna")
    const cwd = copyOf(prepared)
    const theirs = madeIn(cwd)
    const { code, out, err } = shell("diapason import --from optuna:study.db", cwd)
    expect({ code, out }).toEqual({ code: 0, out: "  old: 10 complete · 1 failed · 1 pruned · 1 enqueued\n" })
    expect(err).toContain("note  1 trial that Optuna was still running: kept for an export")
    expect(err).toContain("note  depth: its range changed on the way")
    const { trials } = json("diapason trials old --json", cwd) as {
      trials: { state: string; config: object; values: { value?: number }; steps: number }[]
    }
    const states = { COMPLETE: "complete", PRUNED: "pruned", FAIL: "failed" } as Record<string, string>
    expect(trials).toHaveLength(12)
    for (const [i, { state, config, values, steps }] of trials.entries()) {
      expect({ state, config, steps }).toEqual({ state: states[theirs[i]![0]], config: theirs[i]![1], steps: 2 })
      if (state === "complete") expect(values.value).toBe(theirs[i]![2])
    }
    const best = json("diapason best old --json", cwd) as { best: { values: { value: number } }[] }
    expect(best.best[0]!.values.value).toBe(Math.min(...theirs.flatMap(([state, , value]) => (state === "COMPLETE" ? [value!] : []))))
    // The study can be gone on with: what was there teaches the sampler, and the parameter of one branch is only there.
    const ask = `{"op":"init","name":"old","space":${JSON.stringify({
      lr: { type: "float", low: 1e-5, high: 1e-1, scale: "log" },
      depth: { type: "int", low: 2, high: 10 },
      drop: { type: "float", low: 0, high: 0.5, step: 0.25 },
      opt: { type: "choice", values: ["adam", "sgd"] },
      momentum: { type: "float", low: 0, high: 0.99, when: { opt: ["sgd"] } },
    })},"objectives":[{"metric":"value","direction":"minimize"}],"store":"sqlite:.diapason/diapason.db"}`
    const [init, asked] = shell(`printf '%s\\n{"op":"ask"}\\n' '${ask}' | diapason stdio`, cwd)
      .out.trim()
      .split("\n")
      .map((line) => JSON.parse(line) as { resumed?: boolean; trial?: number })
    expect(init).toMatchObject({ resumed: true })
    expect(asked).toMatchObject({ trial: 12, config: { lr: 0.001, depth: 3 } })
  })

  test("goes back equal trial by trial, into either kind of file, and Optuna goes on from there", (context) => {
    context.skip(optuna === undefined, "DIAPASON_TOOLS_PYTHON names no Python with Optuna")
    const cwd = copyOf(prepared)
    madeIn(cwd)
    // While it is the only study of the store, it needs no name.
    expect(shell("diapason enqueue lr=0.002 bs=32", cwd).code).toBe(0)
    shell("diapason import --from optuna:study.db", cwd)
    expect(shell("diapason export old --to optuna:back.db", cwd)).toMatchObject({ code: 0, out: "" })
    expect(shell("diapason export old --to optuna:back.journal", cwd).err).toBe(
      "  old: 10 complete · 1 fail · 1 pruned · 1 running · 1 waiting in back.journal\n",
    )
    // One of ours, beside it: its dotted names and its enqueued configuration are what a script of Optuna's would ask for.
    expect(shell("diapason export train-3f9a --to optuna:back.db --name ours", cwd).code).toBe(0)
    expect(shell("diapason export train-3f9a --to optuna:back.db --name ours", cwd).err).toContain("D357")
    const { best } = json("diapason best train-3f9a --json", cwd) as { best: unknown }
    const read = spawnSync(optuna!, ["-c", readBack], { cwd, encoding: "utf8" })
    expect(read.stderr).toBe("")
    expect(JSON.parse(read.stdout)).toEqual({
      differ: [],
      enqueued: { lr: 0.001, depth: 3, drop: 0.25, opt: "adam" },
      states: { COMPLETE: 13, FAIL: 1, PRUNED: 1, RUNNING: 1 },
      ours: { trials: 20, params: ["bs", "lr"], best },
    })
  })
})
