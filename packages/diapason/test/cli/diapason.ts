import { spawn, type ChildProcess } from "node:child_process"
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import { dirname, join } from "node:path"
import { fileURLToPath } from "node:url"
import { onTestFinished } from "vitest"

/** The committed command, as `npx diapason` runs it. */
export const bin = fileURLToPath(new URL("../../bin/diapason.js", import.meta.url))

/** How a command ended: exit code (or the signal's name), standard output and standard error. */
export interface Ran {
  readonly code: number | NodeJS.Signals
  readonly out: string
  readonly err: string
}

export interface Surroundings {
  readonly cwd: string
  readonly env?: Readonly<Record<string, string>>
  readonly input?: string
}

/** Runs `diapason ARGS` to its end, with nothing in its environment that speaks of the machine's own studies or colours. */
export const diapason = (args: readonly string[], surroundings: Surroundings): Promise<Ran> => begin(args, surroundings).ended

/** A command under way. */
export interface Begun {
  readonly process: ChildProcess
  readonly ended: Promise<Ran>
  /** Resolves when standard error has come to hold the text, or the command ended. */
  seen(text: string | RegExp): Promise<void>
}

/** Begins `diapason ARGS`. It is killed with the test, should that fail. */
export function begin(args: readonly string[], { cwd, env = {}, input }: Surroundings): Begun {
  const child = spawn(process.execPath, [bin, ...args], { cwd, env: { ...plain(), ...env }, stdio: "pipe" })
  onTestFinished(() => void (child.exitCode ?? child.kill("SIGKILL")))
  const text = { out: "", err: "" }
  child.stdout.setEncoding("utf8").on("data", (part: string) => (text.out += part))
  child.stderr.setEncoding("utf8").on("data", (part: string) => (text.err += part))
  child.stdin.on("error", () => undefined)
  if (input !== undefined) child.stdin.end(input)
  const ended = new Promise<Ran>((resolve, reject) => {
    child.on("error", reject)
    child.on("close", (code, signal) => resolve({ code: code ?? signal!, ...text }))
  })
  return {
    process: child,
    ended,
    seen: (wanted) =>
      new Promise((resolve) => {
        const look = (): void => void ((typeof wanted === "string" ? text.err.includes(wanted) : wanted.test(text.err)) && resolve())
        child.stderr.on("data", look)
        void ended.then(() => resolve())
        look()
      }),
  }
}

/** A new folder with these files, removed after the test. */
export function folder(files: Readonly<Record<string, string>> = {}): string {
  const path = mkdtempSync(join(tmpdir(), "diapason-cli-"))
  onTestFinished(() => rmSync(path, { recursive: true, force: true, maxRetries: 10, retryDelay: 50 }))
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(dirname(join(path, name)), { recursive: true })
    writeFileSync(join(path, name), text)
  }
  return path
}

function plain(): Record<string, string | undefined> {
  const foreign = /^(DIAPASON|CI$|NO_COLOR$|FORCE_COLOR$|NODE_OPTIONS$|VITEST|TEST$|NODE_ENV$)/
  return Object.fromEntries(Object.entries(process.env).filter(([name]) => !foreign.test(name)))
}
