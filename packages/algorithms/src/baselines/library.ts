import { fault, nearest } from "@diapason/core"
import type { Job, Start } from "./job.ts"
import { jobs } from "./jobs.ts"

/** The job and the starts of `lightgbm`, or of `lightgbm/tuned` that one. Throws D177 with the nearest name. */
export function provenNamed(name: string): { readonly job: Job; readonly starts: readonly Start[] } {
  const [wanted = "", ...rest] = name.split("/")
  const job = jobs.find((one) => one.name === wanted)
  const names = jobs.map((one) => one.name)
  if (job === undefined) throw fault("D177", { name: wanted, of: "", known: names, nearest: nearest(wanted, names) })
  if (rest.length === 0) return { job, starts: job.starts }
  const start = job.starts.find((one) => one.name === rest.join("/"))
  if (start !== undefined) return { job, starts: [start] }
  const known = job.starts.map((one) => one.name)
  throw fault("D177", { name: rest.join("/"), of: job.name, known, nearest: nearest(rest.join("/"), known) })
}

/** Where a start is written, on one line. */
export const citation = ({ source: { cite, year, where } }: Start): string =>
  `${cite.includes(String(year)) ? cite : `${cite} (${year})`}, ${where}`
