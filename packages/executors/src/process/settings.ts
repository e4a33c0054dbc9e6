import type { CommandStyle } from "./command-line.ts"

/** What runs, and within which limits. */
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
