import { readFileSync } from "node:fs"
import { join } from "node:path"
import { fileURLToPath } from "node:url"
import { describe, expect, test } from "vitest"
import { findFlags } from "../../../src/cli/init/find-flags.ts"
import { directionOf, findMetrics } from "../../../src/cli/init/find-metrics.ts"
import { propose } from "../../../src/cli/init/propose/propose.ts"
import { scriptFiles } from "../../../src/cli/init/script-files.ts"
import type { ScriptFlag } from "../../../src/cli/init/script-flag.ts"
import { folder } from "../diapason.ts"

const scripts = fileURLToPath(new URL("scripts", import.meta.url))
/** What `python with_NAME.py --help` really printed, at 200 columns. */
const help = (name: string): string => readFileSync(join(scripts, `${name}.help.txt`), "utf8")
const files = (name: string) => scriptFiles(["python", `with_${name}.py`], scripts)
const flags = (name: string, source: boolean, told: boolean): Readonly<Record<string, Omit<ScriptFlag, "name">>> => {
  const found = findFlags(source ? files(name) : [], told ? help(name) : undefined, scripts)
  return Object.fromEntries((found?.flags ?? []).map(({ name: flag, ...rest }) => [flag, rest]))
}

const click = {
  lr: { type: "float", default: 0.001 },
  "batch-size": { type: "int", default: 64 },
  dropout: { type: "float", default: 0.1 },
  optimizer: { type: "text", choices: ["adam", "sgd"], default: "adam" },
  nesterov: { type: "bool", boolean: "negatable", default: false },
  amsgrad: { type: "bool", boolean: "presence", default: false },
  epochs: { type: "int", default: 10 },
  out: { type: "text", default: "runs" },
}
const typer = {
  lr: { type: "float", default: 0.0003 },
  "weight-decay": { type: "float", default: 0 },
  "hidden-size": { type: "int", default: 128 },
  activation: { type: "text", choices: ["relu", "gelu"], default: "relu" },
  nesterov: { type: "bool", boolean: "negatable", default: false },
  augment: { type: "bool", boolean: "presence", default: false },
  epochs: { type: "int", default: 5 },
}
const absl = {
  learning_rate: { type: "float", default: 0.01 },
  num_layers: { type: "int", default: 3 },
  use_bn: { type: "bool", boolean: "value", default: true },
  optimizer: { type: "text", choices: ["sgd", "adam", "lion"], default: "sgd" },
  warmup_steps: { type: "int", default: 500 },
  workdir: { type: "text", default: "/tmp/run" },
}

describe("flags", () => {
  test.each([
    ["click", click],
    ["typer", typer],
    ["absl", absl],
  ])("of %s are the same by the source, by the help, and by both", (name, expected) => {
    expect(findFlags(files(name), help(name), scripts)).toMatchObject({ family: { name }, from: "source and help" })
    for (const [source, told] of [
      [true, false],
      [false, true],
      [true, true],
    ] as const)
      expect(flags(name, source, told)).toMatchObject(expected)
  })

  test("of hydra are those of the files, of the groups in its help, and depend on the group that they stand in", () => {
    const both = flags("hydra", true, true)
    expect(both).toMatchObject({
      optimizer: { choices: ["adam", "sgd"], default: "adam" },
      "model.hidden_dim": { type: "int", default: 256 },
      batch_size: { type: "int", default: 48 },
      "optimizer.lr": { type: "float", default: 0.001, within: { name: "optimizer", value: "adam" } },
      out_dir: { unfit: "it is computed from others" },
    })
    const found = findFlags(files("hydra"), help("hydra"), scripts)!
    expect(found.family.paramsVia).toBe("hydra")
    const spec = propose(found.flags).find(({ flag }) => flag.name === "optimizer.lr")
    expect(spec).toMatchObject({ kind: "tune", spec: 'log(1e-5, 0.1) if optimizer="adam"' })
    // By its help alone the option of a group is not known, and so not what its values may be.
    const told = propose(findFlags([], help("hydra"), scripts)!.flags).find(({ flag }) => flag.name === "optimizer.lr")
    expect(told).toMatchObject({ kind: "leave", why: "whether it is there depends on optimizer" })
  })

  test("are found in a module that the script imports, and constants and comments in between are understood", () => {
    const cwd = folder({
      "train.py": "from options import parser\n",
      "options.py": `import argparse
RATE = 3e-4  # tried once, "0.1, too"
parser = argparse.ArgumentParser()
parser.add_argument(
    "--lr",  # the "rate" (of
    type=float,
    default=RATE,
)
# parser.add_argument("--gone", type=int, default=1)
parser.add_argument("-x", type=int)
parser.add_argument("--debug", action="store_true")
parser.add_argument("--no-bias", action="store_false", dest="bias")
`,
    })
    const found = findFlags(scriptFiles(["python", "train.py"], cwd), undefined, cwd)
    expect(found?.flags).toEqual([
      { name: "lr", type: "float", default: 0.0003 },
      { name: "x", unfit: "it has no form with two dashes" },
      { name: "debug", type: "bool", boolean: "presence", default: false },
      { name: "no-bias", type: "bool", boolean: "presence", default: false },
    ])
  })

  test("are not imagined in a text that is no help", () => {
    for (const text of ["", "Usage: nothing", "epoch 1 loss=0.3\n", "usage: x [-y]\n"]) expect(findFlags([], text, scripts)).toBeUndefined()
  })
})

describe("metrics", () => {
  test.each([
    ["click", ["val_acc"]],
    ["typer", ["val_loss"]],
    ["absl", ["eval/perplexity"]],
    ["hydra", ["rmse"]],
    ["argparse", ["val_loss", "val_acc", "train_loss"]],
  ])("of %s are found where they are printed, held-out ones first", (name, expected) => {
    expect(findMetrics(files(name)).map((metric) => metric.name)).toEqual(expected)
  })

  test("are found in reports, dicts and formats, and not in comments", () => {
    const text = `trial.report({"test_auc": a}, step)\nreport(val_loss=x)\nprint("f1: %.3f" % y)\nprint("rmse:", z)\n# print(f"mae={m}")\nlog = {"steps": 3}\n`
    expect(findMetrics([{ path: "a.py", text }])).toEqual([
      { name: "val_loss", direction: "minimize" },
      { name: "test_auc", direction: "maximize" },
      { name: "f1", direction: "maximize" },
      { name: "rmse", direction: "minimize" },
    ])
  })

  test.each([
    ["valLoss", "minimize"],
    ["top1", "maximize"],
    ["word_error_rate", "minimize"],
    ["epoch", undefined],
    ["gloss", undefined],
  ])("%s is to be: %s", (name, direction) => expect(directionOf(name)).toBe(direction))
})

describe("proposals", () => {
  const proposal = (flag: ScriptFlag): string => {
    const [found] = propose([flag])
    return found!.kind === "tune" ? found!.spec : found!.kind
  }

  test.each([
    [{ name: "learning-rate", type: "float", default: 0.1 }, "log(0.001, 1)"],
    [{ name: "lr", type: "float", default: 3 }, "log(0.03, 30)"],
    [{ name: "lr", type: "float" }, "log(1e-5, 0.1)"],
    [{ name: "wd", type: "float", default: 5e-4 }, "log(1e-6, 0.01)"],
    [{ name: "batch_size", type: "int", default: 100 }, "ordinal(25, 50, 100, 200, 400)"],
    [{ name: "dropout", type: "float", default: 0.7 }, "float(0, 0.7)"],
    [{ name: "beta2", type: "float", default: 0.999 }, "log1m(0.9, 0.9999)"],
    [{ name: "hidden_size", type: "int", default: 300 }, "int(75, 1200, log)"],
    [{ name: "n_layers", type: "int", default: 1 }, "int(1, 3)"],
    [{ name: "warmup_ratio", type: "float", default: 0.06 }, "float(0, 0.2)"],
    [{ name: "num_warmup_steps", type: "int", default: 0 }, "int(0, 10)"],
    [{ name: "size", type: "int", default: 8, choices: [16, 8] }, "ordinal(8, 16)"],
    [{ name: "lr", type: "float", default: 0 }, "leave"],
    [{ name: "lr", type: "text", default: "auto" }, "leave"],
    [{ name: "max_steps", type: "int", default: 1000 }, "fidelity"],
    [{ name: "log_steps", type: "int", default: 10 }, "leave"],
    [{ name: "output-dir", type: "text", default: "out" }, "leave"],
    [{ name: "num-workers", type: "int", default: 4 }, "leave"],
    [{ name: "data-path", type: "text" }, "leave"],
  ] satisfies readonly (readonly [ScriptFlag, string])[])("%j: %s", (flag, expected) => expect(proposal(flag)).toBe(expected))
})
