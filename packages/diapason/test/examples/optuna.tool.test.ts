import { spawnSync } from "node:child_process"
import { fileURLToPath } from "node:url"
import { expect, test } from "vitest"

const root = fileURLToPath(new URL("../../../../", import.meta.url))
const python = process.env["DIAPASON_TOOLS_PYTHON"] ?? ""

test.for([
  ["DiapasonSampler passes the suites that Optuna publishes for samplers", "optuna_suites.py", 250],
  [
    "scripts come to the same shape under Optuna and under diapason.optuna, and what differs is what its page lists",
    "optuna_differential.py",
    17,
  ],
] as const)("%s", { timeout: 400_000 }, ([, file, least], context) => {
  context.skip(python === "", "DIAPASON_TOOLS_PYTHON names no Python that has Optuna and pytest")
  const words = ["-m", "pytest", "-q", "-p", "no:cacheprovider", `clients/python/tools/${file}`]
  const env = { ...process.env, PYTHONPATH: `${root}clients/python` }
  const { status, stdout, stderr } = spawnSync(python, words, { cwd: root, encoding: "utf8", env })
  expect([status, stderr], stdout).toEqual([0, ""])
  expect(Number(/(\d+) passed/.exec(stdout)?.[1])).toBeGreaterThanOrEqual(least)
})
