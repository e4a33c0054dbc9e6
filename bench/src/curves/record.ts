import { readLines } from "../run/json-lines.ts"
import type { Begun } from "../run/record.ts"
import type { Trained } from "./train.ts"

/** One contestant in one world with one seed. */
export interface CurveJob {
  readonly contestant: string
  readonly world: string
  readonly seed: number
  readonly part: Part
  /** Of `equivalents` so many full trainings are paid; of the others it is the number of full random trainings whose time there is. */
  readonly size: number
}

/** `equivalents`: one worker, where each new epoch costs the same. A number: so many workers, in the time that was recorded. */
export type Part = "equivalents" | number

/** What came of it; one line of a results file. Curves are over epochs paid, or seconds. */
export interface CurveRecord extends CurveJob, Trained {
  readonly kind: "curve"
  readonly at: string
  readonly versions: Readonly<Record<string, string>>
  /** The tuner has no means for it: nothing was run. */
  readonly unsupported?: string
  /** It broke. Such a run is tried again by the next call. */
  readonly failed?: string
}

/** A record of which nothing has been run yet. */
export const emptyCurve = (job: CurveJob): CurveRecord => ({
  kind: "curve",
  ...job,
  at: new Date().toISOString(),
  curves: { seen: [], level: [] },
  ...{ until: 0, begun: 0, epochs: 0, full: 0, ms: 0 },
  versions: {},
})

/** What results files hold: who began, and the newest of each job. */
export interface CurveResults {
  readonly begun: readonly Begun[]
  readonly runs: readonly CurveRecord[]
}

/** Reads results files; a file that is not there is empty. Throws for a line that is no JSON. */
export function readCurves(files: readonly string[]): CurveResults {
  const lines = readLines(files) as readonly (CurveRecord | Begun)[]
  const runs = new Map<string, CurveRecord>()
  for (const line of lines) if (line.kind === "curve") runs.set(curveKey(line), line)
  return { begun: lines.filter((line) => line.kind === "begun"), runs: [...runs.values()] }
}

const curveKey = ({ contestant, world, seed, part, size }: CurveJob): string => JSON.stringify([contestant, world, seed, part, size])

/** Jobs of which there is no record, or only of one that broke. */
export function missing(jobs: readonly CurveJob[], runs: readonly CurveRecord[]): readonly CurveJob[] {
  const done = new Set(runs.filter(({ failed }) => failed === undefined).map(curveKey))
  return jobs.filter((job) => !done.has(curveKey(job)))
}
