import { spawn } from "node:child_process"
import { mkdirSync, openSync } from "node:fs"
import { join } from "node:path"
import { folderName } from "@diapason/core"

/** A runner that no terminal holds any more. */
interface Detached {
  readonly pid: number
  /** Where what it would have said on the terminal is written. */
  readonly log: string
}

/** Starts this very command again without a terminal, under the study's name, and leaves it to itself. */
export function detach(argv: readonly string[], study: string, dir: string): Detached {
  const folder = join(dir, folderName(study))
  mkdirSync(folder, { recursive: true })
  const log = join(folder, "tune.log")
  const end = argv.indexOf("--")
  const [own, command] = end < 0 ? [argv, []] : [argv.slice(0, end), argv.slice(end)]
  const words = [
    ...own.filter((word) => !["--detach", "--new", "--json"].includes(word)),
    "--name",
    study,
    "--reporter",
    "lines",
    ...command,
  ]
  const out = openSync(log, "a")
  const child = spawn(process.execPath, words, { detached: true, stdio: ["ignore", out, out] })
  child.unref()
  return { pid: child.pid ?? 0, log }
}
