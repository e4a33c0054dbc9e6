import type { StudyLine } from "../live/use-studies.ts"

/** The columns that the list can be put in order by. */
export const orders = ["name", "state", "best", "trials", "budget", "updated"] as const
export type Order = (typeof orders)[number]

/** How a study stands, in a word. */
export type StudyState = "running" | "paused" | "idle" | "ended" | "reading"

const states: readonly StudyState[] = ["running", "paused", "reading", "idle", "ended"]

/** Running while a session is alive, unless a person has paused it. */
export function stateOf({ state, held, loading }: Pick<StudyLine, "state" | "held" | "loading">): StudyState {
  if (loading === true) return "reading"
  return held !== undefined && state !== "ended" ? "paused" : (state ?? "idle")
}

/**
 * The studies that a filter keeps, in an order: each word of it is a part of the name, of a metric, of a note, or a state. What is missing
 * comes last in either direction.
 */
export function studyRows(studies: readonly StudyLine[], filter: string, order: Order, down: boolean): readonly StudyLine[] {
  const words = filter
    .toLowerCase()
    .split(/\s+/)
    .filter((word) => word !== "")
  const kept = studies.filter((study) => {
    const text = textOf(study)
    return words.every((word) => text.includes(word.replace(/^(state|tag|name):/, "")))
  })
  const sign = down ? -1 : 1
  return kept.sort((a, b) => {
    const [x, y] = [keyOf(a, order), keyOf(b, order)]
    if (x === undefined || y === undefined) return Number(x === undefined) - Number(y === undefined)
    return (
      sign * (typeof x === "string" ? x.localeCompare(y as string, "en", { numeric: true }) : x - (y as number)) ||
      a.study.localeCompare(b.study)
    )
  })
}

const textOf = (study: StudyLine): string =>
  [
    study.study,
    stateOf(study),
    ...study.objectives.map(({ metric }) => metric),
    ...Object.entries(study.notes).map(([name, value]) => `${name} ${JSON.stringify(value)}`),
  ]
    .join(" ")
    .toLowerCase()

function keyOf(study: StudyLine, order: Order): string | number | undefined {
  switch (order) {
    case "name":
      return study.study
    case "state":
      return states.indexOf(stateOf(study))
    case "best": {
      const value = study.best[0]?.values[study.objectives[0]?.metric ?? ""]
      return typeof value === "number" ? value : undefined
    }
    case "trials":
      return Object.values(study.counts).reduce((sum, count) => sum + count, 0)
    case "budget":
      return study.share
    case "updated":
      return study.at
  }
}

/** How long ago, in a word or two: `now`, `4 min`, `3 h`, then the day. */
export function agoWords(at: number, now: number): string {
  const past = now - at
  if (past < 20_000) return "now"
  if (past < 3_600_000) return `${Math.max(1, Math.round(past / 60_000))} min ago`
  if (past < 86_400_000) return `${Math.round(past / 3_600_000)} h ago`
  const [then, today] = [new Date(at), new Date(now)]
  const year = then.getFullYear() === today.getFullYear() ? {} : ({ year: "numeric" } as const)
  return then.toLocaleDateString("en-GB", { day: "numeric", month: "short", ...year })
}
