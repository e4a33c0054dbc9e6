import { spawn } from "node:child_process"
import type { Signal } from "@diapason/core"

/** Runs a program with a text on its standard input. Resolves with why it has failed, or nothing. `patience`: milliseconds. */
export function runCommand(
  [program = "", ...words]: readonly string[],
  input: string,
  patience: number,
  signal: Signal,
): Promise<string | undefined> {
  return new Promise((resolve) => {
    const child = spawn(program, words, { stdio: ["pipe", "ignore", "ignore"] })
    const end = (): void => void child.kill("SIGKILL")
    const timer = setTimeout(end, patience)
    const over = (failure: string | undefined): void => {
      clearTimeout(timer)
      signal.removeEventListener("abort", end)
      resolve(failure)
    }
    signal.addEventListener("abort", end)
    child.once("error", ({ message }) => over(message))
    child.once("exit", (code, by) =>
      over(code === 0 ? undefined : `${program} ${code === null ? `was ended by ${by}` : `exited with ${code}`}`),
    )
    // A program may read nothing of it.
    child.stdin.on("error", () => undefined)
    child.stdin.end(input)
    if (signal.aborted) end()
  })
}
