import { spawnSync } from "node:child_process"
import { fileURLToPath } from "node:url"
import { expect, test } from "vitest"

const root = fileURLToPath(new URL("../../../../", import.meta.url))
const chosen = process.env["DIAPASON_PYTHON"]

const versionOf = (python: string): string => spawnSync(python, ["-V"], { encoding: "utf8" }).stdout

/** An interpreter of the same version that has libraries besides runs what needs them, and not everything again. */
const plain = { python: "python3", files: "test*.py" }
const others = [chosen ?? ""].filter((python) => python !== "" && python !== "python3")
const other = (python: string) => ({ python, files: versionOf(python) === versionOf("python3") ? "test_[!d]*.py" : "test*.py" })

test.for([plain, ...others.map(other)])(
  "the tests of the Python client pass with $python",
  { timeout: 120_000 },
  ({ python, files }, ctx) => {
    const sound = spawnSync(python, ["-c", "import sys; sys.exit(sys.version_info < (3, 8))"]).status === 0
    if (!sound) return ctx.skip("no Python 3.8 or later here")
    const words = ["-m", "unittest", "discover", "-s", "clients/python", "-p", files]
    const { status, stderr } = spawnSync(python, words, { cwd: root, encoding: "utf8" })
    expect(stderr).toMatch(/\nRan [1-9]\d+ tests in [\d.]+s\n\nOK\n$/)
    expect(status).toBe(0)
  },
)
