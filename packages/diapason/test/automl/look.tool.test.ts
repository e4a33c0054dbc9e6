import { spawnSync } from "node:child_process"
import { mkdirSync, symlinkSync } from "node:fs"
import { join } from "node:path"
import { describe, expect, test } from "vitest"
import { folder } from "../cli/diapason.ts"
import { inside } from "../cli/every/prepared.ts"

/** What is wrong with a table is told by the look; each has its own test beside it, in Python. */
describe("what the look refuses is an error of the command:", () => {
  const python = process.env["DIAPASON_PYTHON"] ?? "python3"
  const trains = spawnSync(python, ["-c", "import sklearn, pandas"]).status === 0
  const look = (rows: string, target: string) => {
    const cwd = folder({ "a.csv": rows })
    mkdirSync(join(cwd, ".diapason"))
    symlinkSync(join(python, "../.."), join(cwd, ".diapason/python"))
    return inside(cwd, "automl", "a.csv", "--target", target, "--for", "5s")
  }

  test.skipIf(!trains)("a target of one class, and one that is not there, with the nearest name", { timeout: 60_000 }, async () => {
    const rows = Array.from({ length: 60 }, (_, i) => `${i % 7},${i % 5},same`).join("\n")
    const [one, none] = [await look(`u,v,kind\n${rows}\n`, "kind"), await look(`u,v,kind\n${rows}\n`, "kidn")]
    expect(one).toMatchObject({ code: 2, err: expect.stringMatching(/error D157 .*one class/) as string })
    expect(none).toMatchObject({ code: 2, err: expect.stringMatching(/error D157 [^]*kind/) as string })
  })
})
