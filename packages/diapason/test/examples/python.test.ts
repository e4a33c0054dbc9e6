import { spawnSync } from "node:child_process"
import { fileURLToPath } from "node:url"
import { expect, test } from "vitest"

const root = fileURLToPath(new URL("../../../../", import.meta.url))
const chosen = process.env["DIAPASON_PYTHON"]

test.for([...new Set(["python3", ...(chosen === undefined || chosen === "" ? [] : [chosen])])])(
  "the tests of the Python client pass with %s",
  { timeout: 120_000 },
  (python, ctx) => {
    const sound = spawnSync(python, ["-c", "import sys; sys.exit(sys.version_info < (3, 8))"]).status === 0
    if (!sound) return ctx.skip("no Python 3.8 or later here")
    const { status, stderr } = spawnSync(python, ["-m", "unittest", "discover", "-s", "clients/python"], { cwd: root, encoding: "utf8" })
    expect(stderr).toMatch(/\nRan [1-9]\d+ tests in [\d.]+s\n\nOK\n$/)
    expect(status).toBe(0)
  },
)
