import { execFile } from "node:child_process"
import { existsSync } from "node:fs"
import { join, resolve } from "node:path"
import { createInterface } from "node:readline/promises"
import { fault } from "@diapason/core"
import type { Io } from "../cli/io.ts"

/** What a kind of data is trained with. */
interface Needs {
  /** The modules without which nothing can be trained. */
  readonly modules: readonly string[]
  /** What an environment that is made here gets. */
  readonly packages: readonly string[]
  /** How much that is, in words. */
  readonly size: string
}

const shared = { modules: ["numpy", "pandas", "sklearn"], packages: ["numpy", "pandas", "scikit-learn"] }

export const tables: Needs = { ...shared, packages: [...shared.packages, "lightgbm", "xgboost-cpu", "pyarrow"], size: "some 700 MB" }

export const pictures: Needs = {
  modules: [...shared.modules, "torch", "PIL"],
  packages: [...shared.packages, "torch", "pillow"],
  size: "up to 6 GB, since PyTorch brings what graphics cards need",
}

/**
 * A Python that has what AutoML trains with: the one that `DIAPASON_PYTHON` names, and no other then; else the active environment, the one
 * made here before, or the one on PATH. Where none has it, an environment is offered by one question (`yes` answers it), and nothing is
 * installed otherwise: throws D156.
 */
export async function findPython(io: Io, dir: string, yes: boolean, needs: Needs): Promise<string> {
  const own = resolve(dir, "python")
  const { DIAPASON_PYTHON: named, VIRTUAL_ENV: active } = io.env
  if (named !== undefined && named !== "") return await asNamed(named, own, needs)
  const candidates = [active && join(active, "bin/python"), join(own, "bin/python"), "python3", "python"]
  const missing: string[] = []
  for (const python of candidates) {
    if (python === undefined || (python.includes("/") && !existsSync(python))) continue
    const lacks = await missingIn(python, needs.modules)
    if (lacks?.length === 0) return python
    if (lacks !== undefined) missing.push(`${python} lacks ${lacks.join(", ")}`)
  }
  if (!(yes || (await agreed(io, own, needs)))) throw fault("D156", { missing, folder: own, packages: needs.packages })
  return await made(io, own, needs.packages)
}

/** Who names one does not expect another to be used in its stead. Throws D156. */
async function asNamed(python: string, folder: string, { modules, packages }: Needs): Promise<string> {
  const lacks = await missingIn(python, modules)
  if (lacks?.length === 0) return python
  const wrong = lacks === undefined ? "cannot be run or gives no answer" : `lacks ${lacks.join(", ")}`
  throw fault("D156", { missing: [`DIAPASON_PYTHON names ${python}, which ${wrong}`], folder, packages, named: python })
}

/** Which of the needed packages it cannot import; undefined where there is no such Python. */
function missingIn(python: string, modules: readonly string[]): Promise<readonly string[] | undefined> {
  const program = `import importlib.util as u\nprint(*[m for m in ${JSON.stringify(modules)} if u.find_spec(m) is None])`
  return new Promise((done) =>
    execFile(python, ["-c", program], { timeout: 20_000 }, (error, out) =>
      done(error === null ? out.split(/\s+/).filter((word) => word !== "") : undefined),
    ),
  )
}

async function agreed(io: Io, folder: string, { modules, packages, size }: Needs): Promise<boolean> {
  if (io.keyboard === undefined) return false
  const lines = createInterface({ input: io.keyboard, output: process.stderr })
  const answer = await lines.question(
    `  No Python here has ${modules.join(", ")}. Make an environment in ${folder} with ${packages.join(", ")} (${size}, from PyPI)? [y/N] `,
  )
  lines.close()
  return /^y(es)?$/i.test(answer.trim())
}

/** Makes the environment; throws D156 where that does not work. */
async function made(io: Io, folder: string, packages: readonly string[]): Promise<string> {
  io.err(`  making ${folder} and installing ${packages.join(", ")}; this may take some minutes`)
  const python = join(folder, "bin/python")
  const steps = [
    ["python3", "-m", "venv", folder],
    [python, "-m", "pip", "install", "--quiet", "--disable-pip-version-check", ...packages],
  ]
  for (const [program = "", ...words] of steps) {
    const failed = await new Promise<string | undefined>((done) =>
      execFile(program, words, { maxBuffer: 1 << 24 }, (error, _, err) =>
        done(error === null ? undefined : err.trim().split("\n").at(-1) || error.message),
      ),
    )
    if (failed !== undefined) throw fault("D156", { missing: [`${program} says: ${failed}`], folder, packages })
  }
  return python
}
