import type { Job } from "@diapason/core"
import type { Resources } from "../resources/resources.ts"

/** What stays, and within which limits its trials run. */
export interface Warm {
  /** The program and its words, as they are: no shell, no placeholders. */
  readonly command: readonly string[]
  /** The folder for logs, checkpoints and files of trials; `.diapason` of the working folder. */
  readonly dir?: string
  /** The folder that the command runs in. */
  readonly cwd?: string
  /** Variables beside those of the surroundings; undefined takes one away. */
  readonly env?: Readonly<Record<string, string | undefined>>
  /**
   * Milliseconds that a trial may take, asked for as it begins; undefined is as long as it wants. It is told them, as `deadline`; a second
   * after that its process is ended and replaced, and the trial has failed as `timeout`. The start of a process counts into its first trial.
   * When half of the time is over and memory allows, another process is begun, so that the next trial need not wait for its start.
   */
  readonly limit?: () => number | undefined
  /** Milliseconds without a report, from the beginning of a trial or the last one, after which it is taken to hang: it ends as `timeout` (D223), and its process with it. */
  readonly noReport?: number
  /** Variables of one trial, beside those that all have. */
  readonly variables?: (job: Job) => Readonly<Record<string, string>>
  /** What every process is given and held to, for as long as it stays. */
  readonly resources?: Resources
  /** Milliseconds from being told to leave a trial to SIGTERM, and from SIGTERM to SIGKILL; 10 000. */
  readonly grace?: number
}
