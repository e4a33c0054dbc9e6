import { spawnSync } from "node:child_process"
import { cpSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import { dirname, join } from "node:path"
import { fileURLToPath } from "node:url"
import { afterAll, expect, test } from "vitest"

const client = fileURLToPath(new URL("../../../../clients/python/", import.meta.url))
const python = process.env["DIAPASON_TOOLS_PYTHON"] ?? ""
const missing = "DIAPASON_TOOLS_PYTHON names no Python with mypy, pyright and a kernel of notebooks"
const folder = mkdtempSync(join(tmpdir(), "python-types-"))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const said = (words: readonly string[]): string => {
  const { stdout, stderr, status } = spawnSync(python, ["-m", ...words], { cwd: folder, encoding: "utf8", maxBuffer: 1 << 26 })
  return `${stdout}${stderr}exit ${status}`
}

/** The package as the wheel lays it out, and the program of a user that says each public thing once. Returns its modules. */
function lay(): readonly string[] {
  const home = join(folder, "diapason")
  mkdirSync(home, { recursive: true })
  cpSync(join(client, "diapason_client"), home, { recursive: true, filter: (path) => !path.includes("__pycache__") })
  cpSync(join(client, "diapason.py"), join(home, "__init__.py"))
  cpSync(join(client, "py.typed"), join(home, "py.typed"))
  cpSync(join(client, "typed_program.py"), join(folder, "typed_program.py"))
  return readdirSync(join(client, "diapason_client"))
    .filter((name) => name.endsWith(".py"))
    .map((name) => `diapason/${name}`)
}

test("mypy passes the client and the program of a user, as strict as it goes", { timeout: 120_000 }, (context) => {
  context.skip(python === "", missing)
  const modules = lay()
  expect(modules).toContain("diapason/client.py")
  expect(said(["mypy", "--strict", "typed_program.py", ...modules])).toMatch(/^Success: no issues found in \d+ source files\nexit 0$/)
})

test("mypy tells a user what is wrong", { timeout: 120_000 }, (context) => {
  context.skip(python === "", missing)
  lay()
  const wrong = [
    "from diapason.client import create_study",
    'create_study(space={}, minimise="loss")',
    'study = create_study(space={}, minimize="loss")',
    "rate: str = study.trials[0].values['loss']",
    "study.best.values",
    "study.optimize(lambda trial: trial.repord(loss=1))",
    "study.ask().tell('high')",
  ]
  writeFileSync(join(folder, "wrong.py"), wrong.join("\n"))
  const told = said(["mypy", "--strict", "wrong.py"])
  for (const [line, what] of [
    [2, /unexpected keyword argument "minimise"/i],
    [4, /incompatible types in assignment/i],
    [5, /"None" of "Best \| None" has no attribute|Item "None"/i],
    [7, /argument 1 to "tell"|Item "None"/i],
  ] as const)
    expect(
      told
        .split("\n")
        .filter((each) => each.startsWith(`wrong.py:${line}:`))
        .join("\n"),
    ).toMatch(what)
})

test("pyright passes the same in its strict mode", { timeout: 240_000 }, (context) => {
  context.skip(python === "", missing)
  const include = [...lay(), "typed_program.py"]
  writeFileSync(join(folder, "pyrightconfig.json"), JSON.stringify({ typeCheckingMode: "strict", include }))
  const told = said(["pyright", "--pythonpath", join(dirname(python), "python"), "-p", "."])
  expect(told).toMatch(/\n?0 errors, 0 warnings, 0 informations ?\nexit 0$/)
})

test(
  "a real kernel of notebooks shows a study as one element; what the pages show runs, and so does the example",
  { timeout: 300_000 },
  (context) => {
    context.skip(python === "", missing)
    const told = spawnSync(python, ["-m", "unittest", "client_tool_test"], { cwd: client, encoding: "utf8" }).stderr
    expect(told).toMatch(/\nRan 7 tests in [\d.]+s\n\nOK\n$/)
  },
)
