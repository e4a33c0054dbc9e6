import { spawnSync } from "node:child_process"
import { expect, test } from "vitest"
import { fileURLToPath } from "node:url"

const client = fileURLToPath(new URL("../../../../clients/python/", import.meta.url))
const named = ["DIAPASON_EXAMPLES_PYTHON", "DIAPASON_TOOLS_PYTHON", "DIAPASON_PYTHON"].flatMap((name) => process.env[name] ?? [])
const having = (modules: readonly string[]): string | undefined =>
  [...named, "python3"].find((python) => {
    const looked = `import sys, importlib.util as u; sys.exit(not all(u.find_spec(n) for n in ${JSON.stringify(modules)}))`
    return spawnSync(python, ["-c", looked]).status === 0
  })

/** Torch is no part of the other tools: PyPI has it for Linux with the libraries of graphics cards alone, some 5 GB. */
const missing = (modules: readonly string[]): string => `no Python here has ${modules.join(", ")}: DIAPASON_EXAMPLES_PYTHON may name one`

test.for([
  { what: "networks by description", file: "test_networks", classes: ["Built"], modules: ["torch", "numpy"] },
  {
    what: "AutoML for pictures",
    file: "test_images",
    classes: ["Refused", "Noticed", "Whole"],
    modules: ["torch", "numpy", "pandas", "sklearn", "PIL"],
  },
])("the tests of $what pass where PyTorch builds and trains them", { timeout: 280_000 }, ({ file, classes, modules }, context) => {
  const python = having(modules)
  if (python === undefined) return context.skip(missing(modules))
  const env = { ...process.env, OMP_NUM_THREADS: "1", PYTHONDONTWRITEBYTECODE: "1" }
  const { status, stderr } = spawnSync(python, ["-m", "unittest", "-v", file], { cwd: client, env, encoding: "utf8" })
  expect(stderr).toMatch(/\nRan [1-9]\d* tests? in [\d.]+s\n\nOK\n$/)
  for (const name of classes) expect(stderr).toContain(`(${file}.${name}.`)
  expect(status).toBe(0)
})
