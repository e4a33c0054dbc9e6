import { existsSync, readFileSync } from "node:fs"
import { join } from "node:path"
import { fileURLToPath } from "node:url"
import { spaceFromJson, type Json } from "@diapason/core"
import picocolors from "picocolors"
import { describe, expect, test } from "vitest"
import { parse } from "yaml"
import { systemIo } from "../../../src/cli/io.ts"
import { main } from "../../../src/cli/main.ts"
import { convert as document } from "../../../src/cli/schemas/convert.ts"
import { diapason, folder } from "../diapason.ts"

const sweep = (name: string): string => readFileSync(fileURLToPath(new URL(`sweeps/${name}`, import.meta.url)), "utf8")

/** Converts a file to the file that is written for it, with what was said of it. */
async function converted(files: Readonly<Record<string, string>>, file: string) {
  const cwd = folder(files)
  const { code, out, err } = await diapason(["convert", file, "--json"], { cwd })
  expect({ code, err }).toEqual({ code: 0, err: "" })
  const { lost, from, space } = document.parse(JSON.parse(out))
  const text = readFileSync(join(cwd, "diapason.yaml"), "utf8")
  const config = parse(text) as Readonly<Record<string, Json>>
  expect(spaceFromJson(config["space"] as Record<string, Json>).json).toEqual(space)
  for (const { at, what } of lost) expect(text).toContain(`#   ${at}: ${what}\n`)
  return { text, config, from, lost: lost.map(({ at }) => at) }
}

describe("convert", () => {
  test("a W&B sweep: ends that are exponents, quantised ranges, nested groups, the command with its macros", async () => {
    const { config, lost, from } = await converted({ "sweep.yaml": sweep("wandb.yaml") }, "sweep.yaml")
    expect(from).toBe("wandb")
    expect(config).toEqual({
      version: 1,
      name: "small-model",
      command: "python train.py --project ${PROJECT}",
      params_via: "args",
      space: {
        lr: "log(1e-05, 0.1)",
        momentum: "log(0.1, 1)",
        batch_size: "ordinal(16, 32, 64)",
        epochs: "fixed(20)",
        layers: "int(1, 4)",
        dropout: "float(0, 0.5)",
        width: "int(32, 256, step=32)",
        noise: "float(0.7, 1.3)",
        "optimizer.name": 'choice("adam", "sgd")',
        "optimizer.beta": "float(0.8, 0.99)",
      },
      objectives: [{ metric: "val_loss", direction: "minimize" }],
      stop_when: { val_loss: 0.1 },
      sampler: "gp",
      scheduler: { type: "asha", eta: 3 },
      budget: { trials: 50 },
    })
    expect(lost).toEqual([
      "parameters.noise",
      "parameters.optimizer",
      "parameters.optimizer.parameters.name.probabilities",
      "project",
      "method",
      "early_terminate",
      "early_terminate.strict",
      "early_terminate.min_iter",
    ])
  })

  test("a method that no tool has, even one that every object has, becomes auto, and that is told", async () => {
    const sweep = { method: "constructor", metric: { name: "loss" }, parameters: { x: { min: 0.5, max: 1.5 } } }
    const { config, lost } = await converted({ "sweep.json": JSON.stringify(sweep) }, "sweep.json")
    expect(config).toMatchObject({ sampler: "auto" })
    expect(lost).toContain("method")
  })

  test("a Katib manifest: its container's command with placeholders, and a list that is not all numbers as a choice", async () => {
    const { config, lost, from } = await converted({ "experiment.yaml": sweep("katib.yaml") }, "experiment.yaml")
    expect(from).toBe("katib")
    expect(config).toMatchObject({
      name: "random-example",
      command: "python3 /opt/mnist.py --lr={lr} --num-layers={num-layers} --optimizer={optimizer} --batch-size={batch}",
      space: {
        lr: "log(0.0001, 0.1)",
        "num-layers": "int(1, 5, step=2)",
        batch: 'choice("64", "32", "auto")',
        width: "ordinal(32, 64, 128)",
      },
      objectives: [{ metric: "accuracy", direction: "maximize" }],
      metrics: ["loss"],
      stop_when: { accuracy: 0.99 },
      budget: { trials: 12 },
      parallel: { slots: 3 },
      circuit_breaker: { failure_rate: 0.25, after: 3 },
    })
    expect(lost).toContain("spec.parameters[3].feasibleSpace.list")
    expect(lost).toContain("spec.parameters width")
    expect(lost).toContain("metadata.namespace")
  })

  test("NNI, by its configuration or its search space alone: nested choices are branches, and randint leaves its end out", async () => {
    const files = { "config.yml": sweep("nni.yml"), "search_space.json": sweep("search_space.json") }
    const whole = await converted(files, "config.yml")
    const alone = await converted(files, "search_space.json")
    expect(alone.config["space"]).toEqual(whole.config["space"])
    expect(whole.config).toMatchObject({
      command: "python3 train.py",
      space: { layers: "int(1, 4)", dropout: "float(0, 0.5, step=0.1)", optimizer: "branch(sgd(momentum=float(0.5, 0.99)), adam)" },
      objectives: [{ metric: "default", direction: "maximize" }],
      budget: { trials: 40, wall: "8h" },
      scheduler: "median",
    })
    expect(whole.lost).toEqual(["metric", "noise", "trialCommand", "trialGpuNumber", "trainingService", "tuner", "assessor"])
  })

  test("Ray Tune, as JSON and as the param_space of a Tuner in Python", async () => {
    const json = await converted({ "ray.json": sweep("ray.json") }, "ray.json")
    expect(json.config).toMatchObject({
      space: {
        lr: "log(0.0001, 0.1)",
        layers: "int(1, 64, log)",
        opt: 'choice("adam", "sgd")',
        mom: "float(0.2, 0.8)",
        epochs: "fixed(3)",
      },
      objectives: [{ metric: "loss", direction: "minimize" }],
      budget: { trials: 30, wall: "600s" },
    })
    const python = await converted({ "tune.py": sweep("ray.py") }, "tune.py")
    expect(python.config["space"]).toEqual({
      lr: "log(0.0001, 0.1)",
      layers: "int(1, 4)",
      width: "ordinal(64, 128, 256)",
      "model.dropout": "float(0, 0.5, step=0.1)",
      "model.act": 'choice("relu", "gelu")',
      epochs: "fixed(20)",
      seed: "ordinal(1, 2, 3)",
    })
    expect(python.lost).toEqual(["decay", "model", "seed", "command", "scheduler"])
  })

  test("Optuna, as the JSON it writes itself and as a Python source, whose simple conditions stay", async () => {
    const json = await converted({ "optuna.json": sweep("optuna.json") }, "optuna.json")
    expect(Object.keys(json.config["space"] as object)).toHaveLength(8)
    expect(json.config["space"]).toMatchObject({ step: "int(2, 10, step=4)", opt: 'choice("adam", "sgd", null)', amp: "bool" })
    const python = await converted({ "study.py": sweep("optuna.py") }, "study.py")
    expect(python.config).toMatchObject({
      space: { momentum: 'float(0.5, 0.99) if optimizer="sgd"', beta: "float(0.8, 0.99)", drop: "float(0, 0.5, step=0.1)" },
      objectives: [{ metric: "value", direction: "maximize" }],
      baselines: [{ lr: 0.001, n_layers: 2, optimizer: "sgd", momentum: 0.9, drop: 0.1 }],
      budget: { trials: 100, wall: "600s" },
      parallel: { slots: 2 },
    })
    expect(python.lost).toEqual(["beta", "suggest_int", "command", "objectives", "sampler", "pruner"])
  })

  test("--strict writes nothing when anything would be lost; init --from is convert; a file is only replaced with --force", async () => {
    const whole = JSON.stringify({
      param_space: { lr: { type: "uniform", lower: 0, upper: 1 } },
      metric: "loss",
      mode: "min",
      command: "train",
    })
    const cwd = folder({ "sweep.yaml": sweep("wandb.yaml"), "whole.json": whole })
    const strict = await diapason(["convert", "sweep.yaml", "--strict"], { cwd })
    expect(strict.code).toBe(2)
    expect(strict.err).toContain("error D176  sweep.yaml cannot be carried over whole: 8 things would be lost or changed.")
    expect(existsSync(join(cwd, "diapason.yaml"))).toBe(false)
    expect((await diapason(["convert", "whole.json", "--strict"], { cwd })).code).toBe(0)
    const again = await diapason(["init", "--from", "sweep.yaml"], { cwd })
    expect(again.code).toBe(2)
    expect(again.err).toContain("error D172  diapason.yaml is there already.")
    expect(readFileSync(join(cwd, "diapason.yaml"), "utf8")).toContain("Nothing was lost.")
    const forced = await diapason(["init", "--from", "sweep.yaml", "--force"], { cwd })
    expect(forced.code).toBe(0)
    expect(forced.err).toContain("    project: has no like in Diapason and was left out\n")
    expect(readFileSync(join(cwd, "diapason.yaml"), "utf8")).toContain("#   project: has no like")
  })

  const parameters = (spec: object): string => JSON.stringify({ method: "random", parameters: { x: spec } })
  test.each([
    ["a.yaml", "a: [1, 2", "error D175  a.yaml cannot be converted: line 1, column"],
    ["b.yaml", "steps: 3\n", "error D174  b.yaml is in no form that can be converted."],
    ["c.py", "print(1)\n", "error D174  c.py"],
    [
      "d.json",
      parameters({ distribution: "cauchy", min: 0, max: 1 }),
      'D175  d.json cannot be converted: parameters.x.distribution: "cauchy" is not known.',
    ],
    ["e.json", parameters({ min: "low", max: 1 }), 'D175  e.json cannot be converted: parameters.x.min: "low" is no number.'],
    [
      "f.json",
      parameters({ distribution: "log_uniform_values", min: 0, max: 1 }),
      "D175  f.json cannot be converted: parameters.x: a log range cannot start at 0",
    ],
    ["g.json", parameters({ values: [] }), "D175  g.json cannot be converted: parameters.x: the list of values is empty."],
    [
      "h.json",
      JSON.stringify({ x: { _type: "quniform", _value: [0, 1] } }),
      "D175  h.json cannot be converted: x._value: the step is missing.",
    ],
  ])("%s is refused with the place in it", async (name, text, message) => {
    const cwd = folder({ [name]: text })
    const said: string[] = []
    const io = { ...systemIo(), paint: picocolors.createColors(false), err: (line: string) => void said.push(line) }
    expect(await main(["convert", join(cwd, name), "-o", join(cwd, "diapason.yaml")], io)).toBe(2)
    expect(said.join("\n").replaceAll(`${cwd}/`, "")).toContain(message)
    expect(existsSync(join(cwd, "diapason.yaml"))).toBe(false)
  })

  test("a file that is not there is named", async () => {
    const { code, err } = await diapason(["convert", "none.yaml"], { cwd: folder() })
    expect(code).toBe(2)
    expect(err).toContain("error D173  none.yaml cannot be read: ENOENT: no such file or directory.")
  })
})
