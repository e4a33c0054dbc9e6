import { spawn, spawnSync } from "node:child_process"
import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs"
import { watch } from "node:fs/promises"
import { join } from "node:path"
import { fileURLToPath } from "node:url"
import { describe, expect, test } from "vitest"
import { parse } from "yaml"
import { bin, folder } from "../cli/diapason.ts"

const python = process.env["DIAPASON_TOOLS_PYTHON"]
const clients = fileURLToPath(new URL("../../../../clients", import.meta.url))
const env = {
  ...process.env,
  PYTHONPATH: `${join(clients, "hydra")}:${join(clients, "python")}`,
  PYTHONDONTWRITEBYTECODE: "1",
  DIAPASON_COMMAND: `${process.execPath} ${bin}`,
}

/** An application as people have them: groups of configurations, a job that fails, one that is NaN, one that returns nothing, one that waits. */
const app = `
import json, math, os, sys, time
import hydra
from omegaconf import DictConfig, OmegaConf

@hydra.main(version_base=None, config_path="conf", config_name="config")
def main(cfg: DictConfig):
    with open(os.environ["SEEN"], "a") as seen:
        seen.write(json.dumps({"num": hydra.core.hydra_config.HydraConfig.get().job.num, **OmegaConf.to_container(cfg)}) + "\\n")
    number = hydra.core.hydra_config.HydraConfig.get().job.num
    if cfg.how == "trouble":
        if number == 1:
            raise ValueError("too wide")
        if number == 2:
            return math.nan
        if number == 3:
            return None
        if number == 4:
            return "good"
    if cfg.how == "hang" and number == 2 and not os.path.exists("again"):
        open("again", "w").close()
        time.sleep(600)
    loss = (math.log10(cfg.lr) + 3) ** 2 + cfg.model.width / 100
    return (loss, -cfg.lr) if cfg.how == "two" else loss

if __name__ == "__main__":
    main()
`

const application = (): string => {
  const cwd = folder({
    "app.py": app,
    "conf/config.yaml": "lr: 0.01\nhow: well\nx: 1\nopt: {layers: 1}\ndefaults: [model: small, _self_]\n",
    "conf/model/small.yaml": "width: 16\n",
    "conf/model/large.yaml": "width: 64\n",
  })
  mkdirSync(join(cwd, "out"))
  return cwd
}

const words = (...more: readonly string[]): readonly string[] => [
  "app.py",
  "-m",
  "hydra/sweeper=diapason",
  "hydra.sweep.dir=out",
  "hydra.sweeper.sampler=random",
  ...more,
]
const run = (cwd: string, ...more: readonly string[]): { readonly code: number | null; readonly text: string } => {
  const { status, stdout, stderr } = spawnSync(python!, [...words(...more)], {
    cwd,
    env: { ...env, SEEN: join(cwd, "seen") },
    encoding: "utf8",
  })
  return { code: status, text: stdout + stderr }
}
const seen = (cwd: string): readonly Record<string, unknown>[] =>
  readFileSync(join(cwd, "seen"), "utf8")
    .trim()
    .split("\n")
    .map((line) => JSON.parse(line) as Record<string, unknown>)
const results = (cwd: string): Record<string, unknown> =>
  parse(readFileSync(join(cwd, "out/optimization_results.yaml"), "utf8")) as Record<string, unknown>
interface Shown {
  readonly trial: number
  readonly state: string
  readonly config: Readonly<Record<string, unknown>>
  readonly failure?: { readonly kind: string; readonly message: string }
}
const trials = (cwd: string): readonly Shown[] => {
  const { stdout } = spawnSync(process.execPath, [bin, "trials", "--json"], { cwd, encoding: "utf8" })
  return (JSON.parse(stdout) as { trials: readonly Shown[] }).trials
}

const builder = [process.env["DIAPASON_PYTHON"], python].find(
  (one) => one !== undefined && spawnSync(one, ["-c", "import hatchling"]).status === 0,
)

test.skipIf(builder === undefined)("its wheel holds what Hydra looks for: a plugin in the namespace, and no package above it", () => {
  const cwd = folder()
  cpSync(join(clients, "hydra"), cwd, { recursive: true })
  const built = spawnSync(builder!, ["-m", "hatchling", "build", "-t", "wheel"], { cwd, encoding: "utf8" })
  expect(built.status, built.stderr).toBe(0)
  const [wheel] = readdirSync(join(cwd, "dist"))
  const { stdout } = spawnSync(builder!, ["-m", "zipfile", "-l", join("dist", wheel!)], { cwd, encoding: "utf8" })
  for (const name of ["__init__", "config", "sweeper", "space"]) expect(stdout).toContain(`hydra_plugins/hydra_diapason_sweeper/${name}.py`)
  expect(stdout).not.toContain("hydra_plugins/__init__.py")
})

describe.skipIf(python === undefined)("hydra/sweeper=diapason", () => {
  test("runs the sweep, hands over what it proposed, writes the results, and the same command goes on", () => {
    const cwd = application()
    const sweep = ["lr=tag(log, interval(1e-5, 1e-1))", "model=glob(*)", "opt.layers=range(1, 5)", "hydra.sweeper.n_jobs=3"]
    const first = run(cwd, ...sweep, "hydra.sweeper.n_trials=5")
    expect(first.code, first.text).toBe(0)
    expect(readdirSync(join(cwd, "out")).sort()).toEqual(["0", "1", "2", "3", "4", "multirun.yaml", "optimization_results.yaml"])
    for (const [i, { config, state }] of trials(cwd).entries()) {
      expect(state).toBe("complete")
      const { num, lr, opt, model } = seen(cwd)[i]!
      const width = config["model"] === "large" ? 64 : 16
      expect({ num, lr, opt, model }).toEqual({ num: i, lr: config["lr"], opt: { layers: config["opt.layers"] }, model: { width } })
    }
    const again = run(cwd, ...sweep, "hydra.sweeper.n_trials=8")
    expect(again.text).toContain("gone on with")
    expect(seen(cwd).map(({ num }) => num)).toEqual([0, 1, 2, 3, 4, 5, 6, 7])
    const { best_params: best, best_value: value, name } = results(cwd)
    expect(name).toBe("diapason")
    const loss = ({ lr, model }: { lr?: unknown; model?: unknown }): number =>
      (Math.log10(Number(lr)) + 3) ** 2 + (model === "large" ? 0.64 : 0.16)
    expect(value).toBeCloseTo(Math.min(...trials(cwd).map(({ config }) => loss(config))), 12)
    expect(loss(best as object)).toBeCloseTo(Number(value), 12)
    expect(Object.keys(best as object)).toEqual(["lr", "model", "opt.layers"])
    // Nothing is left: it says so by running nothing.
    expect(run(cwd, ...sweep, "hydra.sweeper.n_trials=8").code).toBe(0)
    expect(seen(cwd)).toHaveLength(8)
  })

  test("a failing job, NaN and what is no number do not end it", () => {
    const cwd = application()
    const { code, text } = run(cwd, "how=trouble", "lr=interval(0.001, 0.1)", "hydra.sweeper.n_trials=7")
    expect(code, text).toBe(0)
    expect(trials(cwd).map(({ state, failure }) => failure?.kind ?? state)).toEqual([
      "complete",
      "crash",
      "nan",
      "no-metric",
      "no-metric",
      "complete",
      "complete",
    ])
    expect(trials(cwd)[1]!.failure!.message).toBe("ValueError: too wide")
    expect(trials(cwd)[4]!.failure!.message).toContain("the job returned 'good'")
  })

  test("killed in the middle, it goes on: what ran is run again under its number, and nothing twice", async () => {
    const cwd = application()
    const sweep = ["how=hang", "lr=interval(0.001, 0.1)", "hydra.sweeper.n_trials=5"]
    const watched = watch(cwd)
    const child = spawn(python!, words(...sweep), { cwd, env: { ...env, SEEN: join(cwd, "seen") }, stdio: "ignore" })
    for await (const { filename } of watched) if (filename === "again") break
    child.kill("SIGKILL")
    await new Promise((resolve) => child.once("exit", resolve))
    const { code, text } = run(cwd, ...sweep)
    expect(code, text).toBe(0)
    expect(seen(cwd).map(({ num }) => num)).toEqual([0, 1, 2, 2, 3, 4])
    expect(seen(cwd)[3]).toEqual(seen(cwd)[2])
    expect(trials(cwd).map(({ state }) => state)).toEqual(Array(5).fill("complete"))
  }, 60_000)

  test("several numbers: the front, by names; settings from the file; choices of mixed kinds come as they were written", () => {
    const cwd = application()
    writeFileSync(
      join(cwd, "conf/config.yaml"),
      `lr: 0.01
how: two
x: 1
defaults: [model: small, override hydra/sweeper: diapason, _self_]
hydra:
  sweeper:
    direction: [minimize, maximize]
    metrics: [loss, small]
    n_trials: 14
    seed: 3
    params: { lr: "tag(log, interval(1e-4, 1e-1))", x: "1, 2.5, a, 'b, c', true, null, [1, 2], {k: 1}" }
    baselines: [{ lr: 0.001, x: a }]
`,
    )
    const { code, text } = run(cwd)
    expect(code, text).toBe(0)
    const allowed = [1, 2.5, "a", "b, c", true, null, [1, 2], { k: 1 }].map((value) => JSON.stringify(value))
    const xs = seen(cwd).map(({ x }) => JSON.stringify(x))
    for (const x of xs) expect(allowed).toContain(x)
    expect(new Set(xs).size).toBeGreaterThan(4)
    expect(seen(cwd)[0]).toMatchObject({ lr: 0.001, x: "a" })
    const { solutions } = results(cwd) as { solutions: { params: { lr: number }; values: number[] }[] }
    expect(solutions.length).toBeGreaterThan(0)
    for (const { params, values } of solutions) expect(values[1]).toBeCloseTo(-params.lr, 12)
  })

  test("what cannot be a sweep is refused before anything runs", () => {
    const cwd = application()
    const refused = (...more: readonly string[]): string => {
      const { code, text } = run(cwd, ...more)
      expect(code).not.toBe(0)
      return text
    }
    expect(refused("lr=0.1")).toContain("Nothing is to be searched")
    expect(refused("lr=tag(log, interval(0, 1))")).toContain("a log scale begins above 0")
    expect(refused("lr=interval(0.1, 1)", "hydra.sweeper.direction=up")).toContain("direction is minimize or maximize")
    expect(refused("nothing=interval(0.1, 1)")).toContain("nothing")
    expect(existsSync(join(cwd, "seen"))).toBe(false)
  })
})
