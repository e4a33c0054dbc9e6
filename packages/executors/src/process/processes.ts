import type { Executor } from "@diapason/core"
import { startAttempt } from "./attempt.ts"
import { checkReach, type CommandStyle } from "./command-line.ts"
import { sweep } from "./sweep.ts"

/**
 * Runs trials as processes of this machine, in any language. Each is the leader of a process group of its own, has its output in
 * one log file, reports by an inherited descriptor (`DIAPASON_FD`), a file (`DIAPASON_OUT`) or what it prints, and is ended with all
 * that it started. Costs little more than starting the program does.
 *
 * Throws D114 for a parameter that reaches nowhere.
 */
export function processes(options: Processes): Executor {
  checkReach(options)
  const dir = options.dir ?? ".diapason"
  return { name: "local", launch: (job, link) => startAttempt(options, job, link), sweep: (left) => sweep(left, dir) }
}

export interface Processes extends CommandStyle {
  /** The folder for logs, checkpoints and files of trials; `.diapason` of the working folder. */
  readonly dir?: string
  /** The folder that the command runs in. */
  readonly cwd?: string
  /** Variables beside those of the surroundings. */
  readonly env?: Readonly<Record<string, string>>
  /** Milliseconds that an attempt may take; then its whole tree is ended and it has failed as `timeout`. */
  readonly timeout?: number
  /** Milliseconds from being told to leave to SIGTERM (for a client that listens), and from SIGTERM to SIGKILL. */
  readonly grace?: number
  /** The declared metrics, which are looked for in what a script prints. */
  readonly metrics?: readonly string[]
  /** The fidelity's word for a step, as it may stand in what a script prints. */
  readonly stepName?: string
}
