import type { Json } from "@diapason/core"

/** A Ray cluster whose jobs trials are. */
export interface RayOptions {
  /** Of its dashboard, where the Jobs API is: `http://10.0.0.5:8265`. */
  readonly address: string
  /** Where the cluster asks for one (`RAY_AUTH_MODE=token`). */
  readonly token?: string
  /** Milliseconds that an answer may take; 30 000 when absent. */
  readonly timeout?: number
  /**
   * Milliseconds that a job has between SIGTERM and SIGKILL, in whole seconds; 10 000 when absent. Ray is told when the job is handed in, and
   * has one for all.
   */
  readonly grace?: number
  /** Resources of the cluster's own that every job takes, such as `{ trial: 1 }`. */
  readonly resources?: Readonly<Record<string, number>>
  /** Ray's `runtime_env` of every job, as it stands: `working_dir`, `pip`, …. Its `env_vars` give way to those of the job. */
  readonly runtimeEnv?: Readonly<Record<string, Json>>
  /** Whether the cluster adds nodes by itself: then a job that no node can hold today waits for one. */
  readonly grows?: boolean
}
