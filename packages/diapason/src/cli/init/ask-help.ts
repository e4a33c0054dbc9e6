import { spawn } from "node:child_process"

/** What came of `COMMAND --help`. */
export type Helped =
  | { readonly kind: "text"; readonly text: string }
  | { readonly kind: "missing"; readonly reason: string }
  /** Not done in time: it was ended, with all that it had started. */
  | { readonly kind: "late"; readonly seconds: number }

/** Longest help that is read, in characters. */
const most = 1_000_000

/**
 * Runs the command with `--help` behind it, without a shell, and gives what it printed. It may take `limit` ms. The exit code says
 * nothing: some libraries leave with 1 after a help.
 */
export function askHelp(
  command: readonly string[],
  cwd: string,
  env: Readonly<Record<string, string | undefined>>,
  limit: number,
): Promise<Helped> {
  return new Promise((resolve) => {
    const [program = "", ...args] = command
    // A wide, plain terminal: most libraries fold their help at its width.
    const plain = { ...env, COLUMNS: "200", TERM: "dumb", NO_COLOR: "1", PYTHONIOENCODING: "utf-8" }
    const child = spawn(program, [...args, "--help"], { cwd, env: plain, stdio: ["ignore", "pipe", "pipe"], detached: true })
    const texts = { out: "", err: "" }
    const end = (helped: Helped): void => {
      clearTimeout(timer)
      try {
        if (child.pid !== undefined) process.kill(-child.pid, "SIGKILL")
      } catch {
        // All of the group has ended already.
      }
      child.stdout.destroy()
      child.stderr.destroy()
      resolve(helped)
    }
    const timer = setTimeout(() => end({ kind: "late", seconds: limit / 1000 }), limit)
    const add = (key: "out" | "err") => (part: string) => void (texts[key].length < most && (texts[key] += part))
    child.stdout.setEncoding("utf8").on("data", add("out"))
    child.stderr.setEncoding("utf8").on("data", add("err"))
    child.on("error", (error: NodeJS.ErrnoException) =>
      end({ kind: "missing", reason: error.code === "ENOENT" ? "was not found" : `could not be started (${error.message})` }),
    )
    child.on("close", () => end({ kind: "text", text: texts.out.trim() === "" ? texts.err : texts.out }))
  })
}
