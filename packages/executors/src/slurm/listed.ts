/** A job as one of Slurm's tools lists it, whichever. */
export interface Listed {
  /** Its number. Signals go there. */
  readonly job: string
  /** The array that it is of. */
  readonly array?: string
  /** Its place in the array, or, as `2-98:2%1`, those that wait in it together. */
  readonly tasks?: string
  /** Its state, as `NODE_FAIL`. */
  readonly word: string
  readonly reason?: string
  readonly exit?: number
  /** A signal's number. */
  readonly signal?: number
  readonly node?: string
  readonly name: string
  readonly comment: string
}

/** Jobs by their ids: `17`, or `16_4` for the fifth of an array. */
export function byId(rows: readonly Listed[]): ReadonlyMap<string, Listed> {
  return new Map(rows.flatMap((row) => idsOf(row).map((id): [string, Listed] => [id, row])))
}

/** The row of an id; where the places that wait are not told in full, that of its array. */
export const rowOf = (rows: ReadonlyMap<string, Listed>, id: string): Listed | undefined =>
  rows.get(id) ?? rows.get(`${id.split("_")[0]}_…`)

function idsOf({ job, array, tasks }: Listed): readonly string[] {
  if (array === undefined || tasks === undefined) return [job]
  return placesIn(tasks).map((place) => `${array}_${place}`)
}

/** `0-6:2,9%3` is 0, 2, 4, 6 and 9; a list that was cut short ends in `…`. */
export function placesIn(tasks: string): readonly (number | "…")[] {
  const list = tasks.replace(/%\d+$/, "").replace(/^\[|\]$/g, "")
  return list.split(",").flatMap((part): readonly (number | "…")[] => {
    const [, from, to = from, step = "1"] = /^(\d+)(?:-(\d+)(?::(\d+))?)?$/.exec(part) ?? []
    if (from === undefined) return ["…"]
    const count = Math.min(mostPlaces, Math.floor((Number(to) - Number(from)) / Number(step)) + 1)
    return Array.from({ length: Math.max(0, count) }, (_, i) => Number(from) + i * Number(step))
  })
}

const mostPlaces = 100_000

/** What a job is called for Slurm: its name, and whose it is, for people. Those of an array stand in one comment, in their order. */
interface Called {
  readonly name: string
  readonly labels: { readonly study: string; readonly trial: number; readonly attempt: number }
}

/** The comment that jobs are found by. */
export const commentOf = (jobs: readonly Called[]): string =>
  `diapason:${jobs.map(({ name, labels: { study, trial, attempt } }) => `${name}@${study.replace(/[^\w.-]/g, "_").slice(0, 40)}/${trial}.${attempt}`).join(" ")}`

/** The ids of these names among the rows. */
export function namedIn(rows: readonly Listed[], wanted: ReadonlySet<string>): ReadonlyMap<string, string> {
  const found = new Map<string, string>()
  for (const row of rows) {
    // The controller keeps what it refused for a while, as a job that failed before it was anywhere.
    if (row.word.startsWith("FAILED") && row.reason === "BadConstraints") continue
    const names = [...(/(?:^|=)["']?diapason:([^"']*)/.exec(row.comment)?.[1]?.matchAll(/([a-z][a-z0-9-]*)@/g) ?? [])].map(
      ([, name]) => name!,
    )
    const single = names[0] ?? row.name
    for (const id of idsOf(row)) {
      const name = row.array === undefined ? single : names[Number(id.split("_")[1])]
      if (name !== undefined && wanted.has(name)) found.set(name, id)
    }
  }
  return found
}
