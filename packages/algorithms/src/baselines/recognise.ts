import type { Job } from "./job.ts"
import { jobs } from "./jobs.ts"
import { parameterOf } from "./match.ts"

/**
 * The jobs that a source looks like, the likeliest first: by what it imports and calls, then by how many of the names of its flags the job
 * knows. Empty where nothing is recognised.
 */
export function recognise(source: string, names: readonly string[]): readonly Job[] {
  const code = source.replace(/(^|\s)(#|\/\/).*$/gm, "")
  return jobs
    .map((job, order) => ({ job, order, signs: strength(job, code), known: names.filter((name) => parameterOf(job, name)).length }))
    .filter(({ signs, known }) => signs > 0 && known > 0)
    .sort((a, b) => b.known - a.known || b.signs - a.signs || a.order - b.order)
    .map(({ job }) => job)
}

/** How many patterns of its strongest row are there, all of them; 0 where no row is. */
const strength = ({ signs }: Job, code: string): number =>
  Math.max(0, ...signs.filter((row) => row.every((sign) => sign.test(code))).map((row) => row.length))
