/**
 * The queue of a cluster, as an executor of trials needs it: Slurm, Ray, Kubernetes. Placement, queues and nodes are the engine's own.
 * Every implementation is held to `engineLaws` of the testkit. A call rejects only when the engine could not be asked or did not answer
 * as it should (D44x): then nothing is known of what became of it, and it is asked again. What an engine says of a job is a value.
 */
export interface Engine {
  readonly name: string
  /**
   * Hands jobs in, and answers for each in order. A name belongs to one job for ever: handing the same in again changes nothing and finds
   * the job that is there, also when another process handed it in and was killed before it heard the answer.
   */
  submit(jobs: readonly EngineJob[]): Promise<readonly Submitted[]>
  /** The jobs of these names that the engine knows, or has known until shortly before; for whoever follows on a dead conductor. */
  find(names: readonly string[]): Promise<ReadonlyMap<string, string>>
  /** How jobs are, by their ids; one question for all. */
  look(ids: readonly string[]): Promise<ReadonlyMap<string, JobState>>
  /** What a job prints, standard output and errors as the engine keeps them, from its beginning. */
  output(id: string): JobOutput
  /**
   * Ends a job: one that waits is never started, one that runs is asked by SIGTERM and killed after `grace` milliseconds, or after
   * what the engine grants at most. Nothing happens to one that has ended.
   */
  end(id: string, grace: number): Promise<void>
}

/** One attempt at a trial, as an engine sees it. */
export interface EngineJob {
  /** Lower-case letters, digits and hyphens, 8 to 52 of them, with a letter first: every engine takes such a name. */
  readonly name: string
  /** Program and words. */
  readonly command: readonly string[]
  /** Variables beside those that the engine gives. */
  readonly env: Readonly<Record<string, string>>
  /** The folder it runs in, where the engine's nodes have it. */
  readonly cwd?: string
  /** A folder of its trial alone, which is there; the nodes see it only where it is shared. */
  readonly folder: string
  /** Named in the engine's own lists, for people: study and trial. */
  readonly labels: { readonly study: string; readonly trial: number; readonly attempt: number }
  readonly resources: JobResources
}

/** What one attempt is given; what is left out is the engine's default. */
export interface JobResources {
  readonly cpus?: number
  readonly gpus?: number
  /** Bytes. */
  readonly memory?: number
  /** Milliseconds after which the engine ends it. */
  readonly time?: number
}

export type Submitted =
  | { readonly kind: "submitted"; readonly id: string }
  /** The engine will not have it, whenever it is asked: no such partition, more than any node has. In its own words, and how to mend it. */
  | { readonly kind: "refused"; readonly why: string; readonly mend: string }
  /** Not at the moment: a limit on jobs is reached. It is handed in again later. */
  | { readonly kind: "later"; readonly why: string }

export type JobState =
  /** `why` in the engine's words, such as `Resources`. `never`: it can never start as it is. */
  | { readonly kind: "waiting"; readonly why?: string; readonly never?: boolean }
  | { readonly kind: "running"; readonly node?: string }
  | { readonly kind: "ended"; readonly end: JobEnd }
  /** The engine does not know it any more: it ended long ago, or its node or head was lost. */
  | { readonly kind: "unknown" }

/** How a job ended. */
export interface JobEnd {
  /** Its program's exit code, where it came to one by itself. */
  readonly exit?: number
  /** The signal that ended it, as `SIGKILL`. */
  readonly signal?: string
  /**
   * Why, where it was not the program: `oom` by its memory limit, `timeout` by its time limit, `preempted` for others, `infra` as a
   * node or the engine failed, `launch` as it could not be started, `cancelled` by somebody.
   */
  readonly cause?: "oom" | "timeout" | "preempted" | "infra" | "launch" | "cancelled"
  /** The engine's words: `NODE_FAIL on n2`. */
  readonly words: string
  readonly node?: string
}

export interface JobOutput {
  /** What came since the last reading; empty when nothing did, or it is not there yet. */
  read(): Promise<Uint8Array>
  /** Lets go of what it holds open. */
  close(): void
}
