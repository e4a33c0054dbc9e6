import { spawn, spawnSync } from "node:child_process"
import { once } from "node:events"
import { readFileSync } from "node:fs"
import { join } from "node:path"
import { fileURLToPath } from "node:url"
import { describe, expect, test } from "vitest"
import { bin, folder } from "../cli/diapason.ts"

const examples = fileURLToPath(new URL("../../../../examples/", import.meta.url))
const scripts = ["boosted-trees", "incremental-sklearn", "pytorch-digits"] as const
/** An interpreter that has scikit-learn and torch. */
const python = process.env["DIAPASON_EXAMPLES_PYTHON"] ?? ""

test.for(scripts)("%s is sound Python", (name, ctx) => {
  if (spawnSync("python3", ["--version"]).status !== 0) return ctx.skip("no python3 on the PATH")
  const env = { ...process.env, PYTHONPYCACHEPREFIX: folder() }
  const compiled = spawnSync("python3", ["-m", "py_compile", join(examples, name, "train.py")], { env, encoding: "utf8" })
  expect(compiled).toMatchObject({ status: 0, stderr: "" })
})

if (python !== "")
  test.each(scripts)("the command in the README of %s runs two trials", { timeout: 180_000 }, async (name) => {
    const readme = readFileSync(join(examples, name, "README.md"), "utf8")
    const command = /```sh\nnpx diapason (tune [\s\S]*?)\n```/.exec(readme)![1]!.replace(/--trials \d+/, "--trials 2")
    const kept = folder()
    const line = `"$NODE" "$BIN" ${command.replace("tune", 'tune --dir "$KEPT" --store "sqlite:$KEPT/s.db"').replace("python3", '"$PYTHON"')}`
    const env = { ...process.env, NODE: process.execPath, BIN: bin, KEPT: kept, PYTHON: python, PYTHONDONTWRITEBYTECODE: "1" }
    const ran = await ended(spawn("sh", ["-c", line], { cwd: join(examples, name), env }))
    expect(ran.out).toMatch(/val_loss \d/)
  })

describe("digits", () => {
  test("one epoch and then another, from what was saved, come to what two come to at once", { timeout: 60_000 }, async () => {
    const [whole, parts] = [folder(), folder()]
    const atOnce = await trained(whole, { DIAPASON_FIDELITY: "2" })
    const first = await trained(parts, { DIAPASON_FIDELITY: "1" })
    const second = await trained(parts, { DIAPASON_FIDELITY: "2", DIAPASON_RESUME_FROM: join(parts, "step-1") })
    expect(atOnce.map(({ step }) => step)).toEqual([1, 2])
    expect([...first, ...second].map(({ step }) => step)).toEqual([1, 2])
    expect(first[0]!.metrics.val_loss).toBe(atOnce[0]!.metrics.val_loss)
    // Adam keeps the powers of its decay rates as numbers of its own, and makes them anew from the count of batches.
    expect(second[0]!.metrics.val_loss).toBeCloseTo(atOnce[1]!.metrics.val_loss, 5)
  })
})

interface Reported {
  readonly step: number
  readonly metrics: { readonly val_loss: number }
}

/** What a training with --save reports, in order, when it is told to save under `place`. */
async function trained(place: string, env: Readonly<Record<string, string>>): Promise<readonly Reported[]> {
  const told = { PATH: process.env["PATH"], DIAPASON: "1", DIAPASON_SEED: "1", DIAPASON_CHECKPOINT_DIR: place, ...env }
  const { out } = await ended(
    spawn(process.execPath, [join(examples, "digits/train.mjs"), "--save", "--optimizer=adam", "--batch=128"], { env: told }),
  )
  const messages = out
    .split("\n")
    .flatMap((line) => (line.startsWith("::diapason ") ? [JSON.parse(line.slice(11)) as { type: string }] : []))
  return messages.filter(({ type }) => type === "report") as unknown as readonly Reported[]
}

async function ended(child: ReturnType<typeof spawn>): Promise<{ readonly out: string }> {
  let [out, err] = ["", ""]
  child.stdout!.setEncoding("utf8").on("data", (part: string) => (out += part))
  child.stderr!.setEncoding("utf8").on("data", (part: string) => (err += part))
  const [code] = (await once(child, "close")) as [number]
  expect({ code, err: code === 0 ? "" : err }).toEqual({ code: 0, err: "" })
  return { out }
}
