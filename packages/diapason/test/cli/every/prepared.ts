import { spawnSync } from "node:child_process"
import { chmodSync, cpSync, mkdirSync, mkdtempSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import { delimiter, join } from "node:path"
import { fileURLToPath } from "node:url"
import picocolors from "picocolors"
import type { Io } from "../../../src/cli/io.ts"
import { main } from "../../../src/cli/main.ts"
import { bin, folder, type Ran } from "../diapason.ts"
import { quick } from "../scripts.ts"

/**
 * A folder as somebody has it who has tuned for an evening: `train.py`, what it was run as, and a store with one finished study,
 * `train-3f9a`, of twenty trials. Made once; each test gets a copy.
 */
export interface Prepared {
  readonly template: string
}

/** Prints three epochs, best at lr 0.001 and the smallest bs. Everything that looks like a flag is taken. */
const train = `
import math, sys
given = dict(word[2:].split("=", 1) for word in sys.argv[1:] if word.startswith("--") and "=" in word)
lr, bs = float(given.get("lr", 0.01)), float(given.get("bs", 16))
for epoch in (1, 2, 3):
    loss = (math.log10(lr) + 3) ** 2 + bs / 100 + 1 / epoch
    print("epoch %d val_loss=%.6g loss=%.6g" % (epoch, loss, loss), flush=True)
`

/** Whether the examples, which say `python`, can be run here. */
export const python = ["python3", "python"].find((name) => spawnSync(name, ["--version"]).status === 0)

/** Makes the folder; the caller removes it. */
export function prepare(): Prepared {
  const template = mkdtempSync(join(tmpdir(), "diapason-every-"))
  mkdirSync(join(template, "bin"))
  const script = (name: string, text: string): void => {
    writeFileSync(join(template, "bin", name), `#!/bin/sh\n${text}\n`)
    chmodSync(join(template, "bin", name), 0o755)
  }
  script("diapason", `exec '${process.execPath}' '${bin}' "$@"`)
  script("python", `exec ${python ?? "python3"} -S -E "$@"`)
  writeFileSync(join(template, "train.py"), train)
  writeFileSync(join(template, "train.sh"), quick)
  const study = "-p lr=1e-5..1e-1:log -p bs=16,32,64 --minimize val_loss --fidelity epoch=1..3 --trials 20 --name train-3f9a"
  const { code, err } = shell(`diapason tune ${study} --sampler random --scheduler none --jobs 2 -- sh train.sh`, template)
  if (code !== 0) throw new Error(`the folder could not be prepared: ${err}`)
  return { template }
}

/** A copy for one test, removed after it. */
export function copyOf({ template }: Prepared): string {
  const cwd = folder()
  cpSync(template, cwd, { recursive: true })
  return cwd
}

/**
 * Runs the whole program in this process, as a pipe sees it: some ten times as fast as a new one. Examples, and all that follows a study,
 * run as the command does.
 */
export async function inside(
  cwd: string,
  ...argv: readonly string[]
): Promise<{ readonly code: number; readonly out: string; readonly err: string }> {
  const [out, err]: [string[], string[]] = [[], []]
  const here = process.cwd()
  process.chdir(cwd)
  try {
    const code = await main(argv, io(out, err))
    return { code, out: out.map((line) => `${line}\n`).join(""), err: err.map((line) => `${line}\n`).join("") }
  } finally {
    process.chdir(here)
  }
}

/** What the program prints to, gathered line by line. */
export const io = (out: string[] = [], err: string[] = []): Io => ({
  out: (text) => void out.push(text),
  err: (text) => void err.push(text),
  live: false,
  keyboard: undefined,
  columns: () => 100,
  rows: () => 24,
  width: () => Infinity,
  paint: picocolors.createColors(false),
  env: {},
  now: () => Date.now(),
})

/** A client of the trial protocol that knows all of it. */
const client = fileURLToPath(new URL("../../conformance/faulty-client.mjs", import.meta.url))

/** Runs a line of a shell in the folder, with `diapason` and `python` on its PATH. */
export function shell(line: string, cwd: string): Ran {
  const env: NodeJS.ProcessEnv = {
    PATH: `${join(cwd, "bin")}${delimiter}${process.env["PATH"] ?? ""}`,
    HOME: cwd,
    LANG: "C.UTF-8",
    CLIENT: client,
  }
  const { status, signal, stdout, stderr } = spawnSync("sh", ["-c", line], { cwd, env, encoding: "utf8", timeout: 60_000 })
  return { code: status ?? signal!, out: stdout, err: stderr }
}
