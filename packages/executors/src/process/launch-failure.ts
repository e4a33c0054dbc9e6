import { accessSync, constants, statSync } from "node:fs"
import { join, resolve } from "node:path"
import { fault, type Failure } from "@diapason/core"

/** Why a process did not start. A machine that is out of processes, files or memory is no fault of the command. */
export function launchFailure(error: NodeJS.ErrnoException, command: string, trial: number, cwd: string | undefined): Failure {
  if (["EAGAIN", "EMFILE", "ENFILE", "ENOMEM", "ENOSPC"].includes(error.code ?? "")) {
    return { kind: "infra", message: `the attempt could not be started: ${error.message}` }
  }
  const folder = cwd !== undefined && statSync(cwd, { throwIfNoEntry: false })?.isDirectory() !== true
  const reason = folder
    ? `cannot run in ${cwd}, which is no folder`
    : (reasons[error.code ?? ""] ?? `could not be started (${error.message})`)
  const near = error.code === "ENOENT" && !folder ? nearOnPath(command) : []
  const { what, why } = fault("D203", { command, trial, reason, near }).words
  return { kind: "launch", message: near.length > 0 ? `${what} ${why}` : what, code: "D203", facts: { reason, near } }
}

const reasons: Readonly<Record<string, string>> = {
  ENOENT: "was not found",
  EACCES: "may not be executed",
  ENOEXEC: "is no program this machine can run",
  E2BIG: "was given more words than the system takes",
}

/** Programs that are there and differ only by a version at the end: `python3` for `python`. */
function nearOnPath(command: string): readonly string[] {
  if (command.includes("/")) return []
  const bare = command.replace(/[\d.]+$/, "")
  const folders = (process.env["PATH"] ?? "").split(":")
  return [bare, `${bare}3`, `${bare}2`].filter((name) => name !== command && folders.some((folder) => executable(join(folder, name))))
}

/** Whether a command is there to be run, as the system looks for it. */
export function findable(command: string, cwd = ".", path = process.env["PATH"] ?? ""): boolean {
  if (command.includes("/")) return executable(resolve(cwd, command))
  return path.split(":").some((folder) => executable(resolve(cwd, folder, command)))
}

function executable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK)
    return statSync(path).isFile()
  } catch {
    return false
  }
}
