import { spawn } from "node:child_process"
import { once } from "node:events"
import { chmodSync, cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { transform } from "esbuild"
import { commandsOf, printedIn, root, type Block } from "./blocks.ts"

/** How a piece of a page ended. */
export interface Ran {
  readonly code: number | NodeJS.Signals
  readonly out: string
  readonly err: string
}

/** A folder in which a reader types what a page says: with a `train.py`, the examples, and the command of this checkout. */
export interface World {
  /** Runs a block in the page's folder, or where it says; rejects with what was printed when it fails. */
  run(block: Block): Promise<void>
  close(): void
}

const pythons = ["DIAPASON_TOOLS_PYTHON", "DIAPASON_PYTHON", "DIAPASON_EXAMPLES_PYTHON"].flatMap((name) => process.env[name] ?? [])

/**
 * The first Python that has been named, else that on the PATH, in which all these modules are, by its own path: `python3` in a page's folder is
 * this one, and would otherwise call itself for ever. Programs count where they are on the PATH.
 */
export async function pythonWith(needs: readonly string[]): Promise<string | undefined> {
  const programs = needs.filter((one) => one === "g++" || one.startsWith("program "))
  for (const program of programs)
    if ((await ended(spawn("sh", ["-c", `command -v ${program.replace("program ", "")}`]))).code !== 0) return undefined
  const modules = needs.filter((one) => !programs.includes(one))
  const looks = modules.map((one) => `importlib.util.find_spec("${one}") or sys.exit(1)`)
  const script = ["import importlib.util, sys", ...looks, "print(sys.executable)"].join("\n")
  for (const python of [...pythons, "python3"]) {
    const { code, out } = await ended(spawn(python, ["-c", script]))
    if (code === 0) return out.trim()
  }
  return undefined
}

/** Makes the folder of a page. */
export function world(python: string): World {
  const home = mkdtempSync(join(tmpdir(), "diapason-page-"))
  const work = join(home, "work")
  mkdirSync(join(home, "bin"), { recursive: true })
  cpSync(join(root, "test/docs/world"), work, { recursive: true })
  cpSync(join(root, "examples"), join(home, "examples"), {
    recursive: true,
    filter: (path) => !/node_modules|\.cache|\.diapason/.test(path),
  })
  symlinkSync(join(root, "clients"), join(home, "clients"))
  symlinkSync(join(root, "node_modules"), join(home, "node_modules"))
  program(home, "diapason", `exec "${process.execPath}" "${join(root, "packages/diapason/bin/diapason.js")}" "$@"`)
  program(home, "npx", `shift; exec diapason "$@"`)
  for (const name of ["python", "python3"]) program(home, name, `exec "${python}" "$@"`)
  const env = surroundings(home, python)
  let folder = work

  const shell = async (line: string): Promise<Ran> => ended(spawn("bash", ["--norc", "-euo", "pipefail", "-c", line], { cwd: folder, env }))
  const demand = (what: string, ran: Ran): string => {
    if (ran.code !== 0) throw new Error(`${what}\nended with ${ran.code}\n${ran.out}\n${ran.err}`)
    return ran.out
  }
  return {
    async run(block) {
      if (block.within !== undefined) folder = join(home, block.within)
      if (block.before !== "") demand(block.before, await shell(block.before))
      if (block.language === "python") {
        demand(block.text, await ended(spawn(python, ["-c", `${block.given}\n${block.text}`], { cwd: folder, env })))
      } else if (block.language === "ts" || block.language === "js") {
        const file = join(folder, `snippet-${block.at.replace(/\W+/g, "-")}.mjs`)
        writeFileSync(file, (await transform(`${block.given}\n${block.text}`, { loader: "ts", format: "esm" })).code)
        demand(block.text, await ended(spawn(process.execPath, [file], { cwd: folder, env })))
      } else {
        if (block.given !== "") demand(block.given, await shell(block.given))
        let printed = ""
        for (const command of commandsOf(block)) {
          const { out, err } = await shell(quick(command)).then((ran) => (demand(command, ran), ran))
          printed += `${out}\n${err}\n`
        }
        const lacking = lackingIn(printed, printedIn(block))
        if (lacking !== undefined) throw new Error(`nothing that was printed is like\n${lacking}\n\n${printed}`)
      }
    },
    close: () => rmSync(home, { recursive: true, force: true, maxRetries: 10, retryDelay: 50 }),
  }
}

/** The first of these lines that nothing printed is like: numbers may be others, `…` stands for anything. */
export function lackingIn(printed: string, wanted: readonly string[]): string | undefined {
  const lines = printed.split("\n").map(skeleton)
  return wanted.find((line) => {
    const parts = skeleton(line)
      .split("…")
      .map((part) => part.trim())
      .filter((part) => part !== "")
    return !lines.some((have) => parts.reduce((from, part) => (from < 0 ? from : have.indexOf(part, from)), 0) >= 0)
  })
}

/** What of a line stays when the study is another: words, without numbers, bars and the widths of columns. */
const skeleton = (line: string): string =>
  line
    .replace(/[-+]?\d[\d.,:]*(?:e[-+]?\d+)?/gi, "0")
    .replace(/[▁▂▃▄▅▆▇█▓░]+/g, "")
    .replace(/\s+/g, " ")
    .trim()

/** A command as quickly as may be: at most three trials, and of a duration the trials alone. */
function quick(line: string): string {
  const few = line.replace(/--trials (\d+)/g, (_, n: string) => `--trials ${Math.min(3, Number(n))}`)
  if (!/\bdiapason tune\b/.test(few) || /--(?:trials|dry-run|replay-schedule)\b/.test(few)) return few
  return few.replace(/\bdiapason tune\b/, "diapason tune --trials 3")
}

function program(home: string, name: string, body: string): void {
  const file = join(home, "bin", name)
  writeFileSync(file, `#!/bin/sh\n${body}\n`)
  chmodSync(file, 0o755)
}

/** Nothing of the machine's own studies, tokens or colours. */
function surroundings(home: string, python: string): NodeJS.ProcessEnv {
  const { PATH = "" } = process.env
  const helper = [join(root, "clients/python")].join(":")
  return {
    ...{
      PATH: `${home}/bin:${PATH}`,
      HOME: home,
      LANG: "C.UTF-8",
      PYTHONPATH: helper,
      PYTHONDONTWRITEBYTECODE: "1",
      NO_COLOR: "1",
      CI: "true",
    },
    ...{ OMP_NUM_THREADS: "1", KERAS_BACKEND: "torch", DIAPASON_PYTHON: python },
  }
}

async function ended(child: ReturnType<typeof spawn>): Promise<Ran> {
  let [out, err] = ["", ""]
  child.stdin?.end()
  child.stdout!.setEncoding("utf8").on("data", (part: string) => (out += part))
  child.stderr!.setEncoding("utf8").on("data", (part: string) => (err += part))
  const [code, signal] = (await once(child, "close")) as [number | null, NodeJS.Signals]
  return { code: code ?? signal, out, err }
}
