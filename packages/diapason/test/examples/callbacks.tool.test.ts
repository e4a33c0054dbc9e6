import { spawnSync } from "node:child_process"
import { readFileSync } from "node:fs"
import { join } from "node:path"
import { fileURLToPath } from "node:url"
import { expect, test } from "vitest"
import { diapason, folder } from "../cli/diapason.ts"

const root = fileURLToPath(new URL("../../../../", import.meta.url))
const examples = [
  { name: "lightgbm", needs: "lightgbm, sklearn" },
  { name: "xgboost", needs: "xgboost, sklearn" },
  { name: "cross-validation", needs: "sklearn" },
] as const
/** The interpreter that the continuous integration gives these libraries; elsewhere whichever is on the PATH. */
const python = process.env["DIAPASON_PYTHON"] || "python3"
const has = (modules: string): boolean => {
  const found = `import sys, importlib.util as u; sys.exit(not all(u.find_spec(n) for n in "${modules}".split(", ")))`
  return spawnSync(python, ["-c", found]).status === 0
}

test.each(examples)("the README of $name has one command", ({ name }) => {
  expect(readFileSync(join(root, "examples", name, "README.md"), "utf8").match(/^npx diapason tune /gm)).toHaveLength(1)
})

// Where a library is missing there is nothing to try.
for (const { name } of examples.filter(({ needs }) => has(needs)))
  test(`the command in the README of ${name} ends trials that are behind`, { timeout: 120_000 }, async () => {
    const place = join(root, "examples", name)
    const words = /```sh\nnpx diapason (tune .*)\n```/.exec(readFileSync(join(place, "README.md"), "utf8"))![1]!.split(" ")
    const cwd = folder()
    const script = words.map((word) => (word === "python3" ? python : word === "train.py" ? join(place, word) : word))
    const tuned = await diapason(script, { cwd })
    expect(tuned).toMatchObject({ code: 0 })
    const { out } = await diapason(["trials", "--json"], { cwd })
    expect(out).toContain('"pruned"')
    expect(out).toContain('"complete"')
  })
