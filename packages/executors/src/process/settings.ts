import type { CaptureRules } from "../capture/rules.ts"
import type { Resources } from "../resources/resources.ts"
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
  /** Milliseconds without any report, from the start or the last one, after which it is taken to hang: its whole tree is ended and it has failed as `timeout` (D223). */
  readonly noReport?: number
  /** What every attempt is given and held to. */
  readonly resources?: Resources
  /** Milliseconds from being told to leave to SIGTERM (for a client that listens), and from SIGTERM to SIGKILL. */
  readonly grace?: number
  /** Milliseconds that a client which can save may take for it when its runner has to leave, before SIGTERM; 15 s by default. */
  readonly saving?: number
  /** The declared metrics, which are looked for in what a script prints. */
  readonly metrics?: readonly string[]
  /** How metrics come back; all ways that need no setting are on. */
  readonly capture?: CaptureRules
  /** Told of each declared metric of an attempt where it comes from, once it has: `stdout, key=value`. */
  readonly heard?: (heard: Heard) => void
  /** The fidelity's word for a step, as it may stand in what a script prints. */
  readonly stepName?: string
}

/** Where a metric of an attempt comes from. */
export interface Heard {
  readonly trial: number
  readonly metric: string
  /** In words: `trial protocol`, `stdout, JSON`, `stdout, key=value`, `stdout, regex`, `metrics.csv`, `TensorBoard`. */
  readonly source: string
}
