import { spawnSync } from "node:child_process"
import { readFileSync } from "node:fs"
import { join } from "node:path"
import { fileURLToPath } from "node:url"
import { expect, test } from "vitest"
import { diapason, folder } from "./diapason.ts"

const client = fileURLToPath(new URL("../../../../clients/python/", import.meta.url))
const forks = process.platform !== "win32" && spawnSync("python3", ["--version"]).status === 0

/** Climbs by its rate at each step from where it had saved; a rate of a half crashes it at the first step. */
const script = `
import os, diapason

with open("begun", "a") as file:
    print(os.getpid(), file=file)
trial = diapason.trial(rate=0.0)
height = 0.0

def save(folder):
    with open(os.path.join(folder, "height"), "w") as file:
        file.write(str(height))

def load(folder):
    global height
    with open(os.path.join(folder, "height")) as file:
        height = float(file.read())

trial.resume(load)
for step in trial.steps():
    if trial.rate == 0.5:
        raise ValueError("half way")
    height += trial.rate
    trial.checkpoint(step, save)
    trial.report(height=height)
`

interface Told {
  readonly trials: readonly {
    state: string
    config: { rate: number }
    values: { height: number } | null
    attempts: number
    steps: number
  }[]
}

test(
  "executor: warm starts a script once; a paused trial goes on from what it saved, and one that crashes fails alone",
  { timeout: 120_000 },
  async (context) => {
    context.skip(!forks, "no python3 on the PATH that can fork")
    const cwd = folder({ "climb.py": script })
    const goal = ["-p", "rate=0.25,0.5,0.75,1.0", "--maximize", "height", "--fidelity", "step=1..9:resumable", "--trials", "4"]
    const run = ["--executor", "warm", "--sampler", "brute-force", "--scheduler", "asha", "--no-canary", "--reporter", "quiet"]
    const tuned = await diapason(["tune", ...goal, ...run, "--", "python3", "climb.py"], { cwd, env: { PYTHONPATH: client } })
    expect(tuned).toMatchObject({ code: 0 })
    const { trials } = JSON.parse((await diapason(["trials", "--json"], { cwd })).out) as Told
    expect(trials.filter(({ state }) => state === "failed").map(({ config }) => config.rate)).toEqual([0.5])
    const further = trials.find(({ steps }) => steps === 9)!
    expect(further.attempts).toBeGreaterThan(1)
    expect(further.values!.height).toBe(9 * further.config.rate)
    // One process, and another one after the crash.
    expect(readFileSync(join(cwd, "begun"), "utf8").trim().split("\n")).toHaveLength(2)
  },
)

test.each([
  [["--", "python3", "x.py", "--rate", "{rate}"], "no placeholders"],
  [["--params-via", "args", "--", "python3", "x.py"], "auto or none"],
])("executor: warm refuses what only a process of its own can be given: %s", async (words, expected) => {
  const ran = await diapason(["tune", "-p", "rate=0.0..1.0", "--maximize", "height", "--executor", "warm", ...words], { cwd: folder() })
  expect(ran).toMatchObject({ code: 2, err: expect.stringContaining(expected) as string })
  expect(ran.err).toContain("error D140")
})
