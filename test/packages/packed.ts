import { execFile, spawn } from "node:child_process"
import { mkdtempSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { fileURLToPath } from "node:url"
import { promisify } from "node:util"

/** The checkout, which what is installed must never need. */
export const root = fileURLToPath(new URL("../..", import.meta.url))

/** An empty folder outside of the checkout. */
export const emptyFolder = (): string => mkdtempSync(join(tmpdir(), "diapason-packed-"))

/** An environment without a word of the checkout or of another study. */
const bare: Record<string, string | undefined> = Object.fromEntries(
  Object.entries(process.env).filter(([name]) => !/^(DIAPASON|NODE_|PYTHONPATH|VITEST|npm_|INIT_CWD)/.test(name)),
)

/** Runs a program to its end in a folder and gives what it printed on standard output. Rejects with all that it printed where it fails. */
export async function ran(
  folder: string,
  program: string,
  args: readonly string[],
  env: Readonly<Record<string, string>> = {},
): Promise<string> {
  const { stdout } = await promisify(execFile)(program, [...args], { cwd: folder, env: { ...bare, ...env }, maxBuffer: 1 << 28 }).catch(
    ({ message, stdout: out }: Error & { stdout?: string }) => {
      throw new Error(`${program} ${args.join(" ")}\n${message}\n${out ?? ""}`)
    },
  )
  return stdout
}

/** Builds everything that is published into a new folder, from the checkout as it was built. */
export async function packed(): Promise<string> {
  const out = join(emptyFolder(), "out")
  await ran(root, process.execPath, ["scripts/pack/pack.mjs", out], {
    DIAPASON_PYTHON: process.env["DIAPASON_PYTHON"] ?? "python3",
    SOURCE_DATE_EPOCH: "1800000000",
  })
  return out
}

/** The address that a served page announces; what was started is ended when `use` has. */
export async function served<T>(folder: string, program: string, args: readonly string[], use: (url: string) => Promise<T>): Promise<T> {
  const child = spawn(program, args, { cwd: folder, env: bare, stdio: ["ignore", "pipe", "inherit"] })
  try {
    let said = ""
    const url = await new Promise<string>((resolve, reject) => {
      child.on("exit", () => reject(new Error(`it ended: ${said}`)))
      child.stdout.setEncoding("utf8").on("data", (text: string) => {
        said += text
        const found = /http:\/\/[\w.:]+/.exec(said)
        if (found !== null) resolve(found[0])
      })
    })
    return await use(url)
  } finally {
    child.kill("SIGTERM")
    await new Promise((resolve) =>
      child.exitCode === null && child.signalCode === null ? child.once("exit", resolve) : resolve(undefined),
    )
  }
}
