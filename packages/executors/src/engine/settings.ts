import type { JobResources } from "@diapason/core"
import type { CaptureRules } from "../capture/rules.ts"
import type { CommandStyle } from "../process/command-line.ts"
import type { Heard } from "../process/settings.ts"
import type { UplinkPlace } from "./uplink.ts"

/** What runs as a job of an engine, and within which limits. */
export interface EngineJobs extends CommandStyle {
  /** The folder for logs, checkpoints and files of trials; `.diapason` of the working folder. */
  readonly dir?: string
  /**
   * Where the nodes of the engine see `dir`: the same path on a shared file system, another on a volume. Without it they do not see it:
   * a trial then has its parameters from its variables, says everything by what it prints, and keeps its states where it likes.
   */
  readonly mount?: string
  /** The folder that the command runs in, as the nodes see it. */
  readonly cwd?: string
  /** Variables beside those that the engine gives. */
  readonly env?: Readonly<Record<string, string>>
  /** Milliseconds that an attempt may run; the engine ends it then, and it has failed as `timeout`. */
  readonly timeout?: number
  /** Milliseconds without any report while it runs, after which it is taken to hang (D223). */
  readonly noReport?: number
  /** Milliseconds from SIGTERM to SIGKILL. */
  readonly grace?: number
  /** What every attempt is given, beside its time. */
  readonly resources?: Omit<JobResources, "time">
  /** The declared metrics, which are looked for in what a script prints. */
  readonly metrics?: readonly string[]
  readonly capture?: CaptureRules
  readonly heard?: (heard: Heard) => void
  /** The fidelity's word for a step. */
  readonly stepName?: string
  /** Where trials reach this process, so that they hear decisions and new values; without it they are only heard, and told by SIGTERM. */
  readonly uplink?: UplinkPlace
  /** Milliseconds between two looks at the engine; 1000 by default. It backs off to a minute while the engine does not answer. */
  readonly every?: number
}
