import { readLines } from "./json-lines.ts"

/** What is asked of one child process: one contestant on one problem with one seed. */
export interface Job {
  readonly contestant: string
  readonly problem: string
  readonly seed: number
  readonly trials: number
  /** Trials in flight: asked for and not yet told. */
  readonly parallel: number
}

/** What came of it; one line of a results file. Lists are by trial, in the order in which they were told. */
export interface RunRecord extends Job {
  readonly kind: "run"
  readonly at: string
  /** What the tuner was told of each objective, and what is true of it. */
  readonly values: readonly (readonly number[])[]
  readonly truths: readonly (readonly number[])[]
  /** Whether the outcome constraints truly hold; only where there are any. */
  readonly feasible?: readonly boolean[]
  /** Milliseconds of the tuner: the suggestion and the taking in of its result. */
  readonly ms: readonly number[]
  /** Noisy problems: true value of the configuration that the tuner recommends after so many trials. */
  readonly recommended?: Readonly<Record<string, number>>
  readonly versions: Readonly<Record<string, string>>
  /** The tuner has no means for the problem: nothing was run. */
  readonly unsupported?: string
  /** It broke: the lists end there. Such a run is tried again by the next call. */
  readonly failed?: string
}

/** The first line of each call that wrote to a results file. */
export interface Begun {
  readonly kind: "begun"
  readonly at: string
  readonly command: string
  readonly machine: Readonly<Record<string, string | number>>
  readonly commit?: string
}

/** Everything in a results file. A last line that was cut off does not count. */
export interface Results {
  readonly begun: readonly Begun[]
  /** The newest of each job. */
  readonly runs: readonly RunRecord[]
}

/** Reads results files; a file that is not there is empty, and a run that says nothing of it had one trial in flight. Throws for a line that is no JSON. */
export function readResults(files: readonly string[]): Results {
  const lines = readLines(files) as readonly (RunRecord | Begun)[]
  const runs = new Map<string, RunRecord>()
  for (const line of lines) if (line.kind === "run") runs.set(jobKey(ofOne(line)), ofOne(line))
  return { begun: lines.filter((line) => line.kind === "begun"), runs: [...runs.values()] }
}

/** Tells jobs apart; a run of more trials, or of more at once, is another one. */
export const jobKey = ({ contestant, problem, seed, trials, parallel }: Job): string =>
  JSON.stringify([contestant, problem, seed, trials, parallel])

const ofOne = (run: RunRecord): RunRecord => ({ ...run, parallel: (run as Partial<RunRecord>).parallel ?? 1 })
