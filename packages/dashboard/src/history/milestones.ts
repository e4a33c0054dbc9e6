import { columnNamed, factNamed, marks, wordAt, type Board, type TrialTable } from "@diapason/views"
import type { Ledger } from "@diapason/core"

/** A moment that a reader may look for. */
export interface Milestone {
  readonly position: number
  readonly kind: "best" | "failure" | "pause" | "revision"
  readonly says: string
  readonly trial?: number
}

/** The best that were found, what failed, and revisions of the space, by position; read from the table, so that it is there for any study. */
export function milestones({ ledger, table }: Board): readonly Milestone[] {
  const revisions = ledger.revisions
    .slice(1)
    .map(({ seq }, i): Milestone => ({ position: seq, kind: "revision", says: `revision ${i + 2} of the space` }))
  return [...revisions, ...failures(table), ...bests(ledger, table)].sort((a, b) => a.position - b.position)
}

/** Positions at which a trial ended, rising, each once. */
export function endings({ table }: Board): readonly number[] {
  const { values } = factNamed(table, "over")
  return [...new Set(values.subarray(0, table.size).filter((position) => !Number.isNaN(position)))].sort((a, b) => a - b)
}

function failures(table: TrialTable): readonly Milestone[] {
  const over = factNamed(table, "over").values
  const kind = factNamed(table, "failure")
  const found: Milestone[] = []
  for (let trial = 0; trial < table.size; trial++)
    if (table.mark[trial] === marks.indexOf("failed") && !Number.isNaN(over[trial]))
      found.push({ position: over[trial]!, kind: "failure", trial, says: `#${trial} failed (${wordAt(kind, trial) ?? "crash"})` })
  return found
}

/** Each trial that no trial before it was as good as; with several objectives those that came into the front. */
function bests({ definition: { objectives } }: Ledger, table: TrialTable): readonly Milestone[] {
  const over = factNamed(table, "over").values
  const columns = objectives.map(({ metric, direction }) => ({
    values: columnNamed(table, metric)!.values,
    sign: direction === "maximize" ? -1 : 1,
  }))
  const complete = Array.from({ length: table.size }, (_, n) => n).filter((n) => table.mark[n] === marks.indexOf("complete"))
  complete.sort((a, b) => over[a]! - over[b]!)
  const says = objectives.length === 1 ? "became the best" : "came into the front"
  let front: (readonly number[])[] = []
  const found: Milestone[] = []
  for (const trial of complete) {
    const losses = columns.map(({ values, sign }) => sign * values[trial]!)
    if (losses.some(Number.isNaN) || front.some((other) => covers(other, losses))) continue
    front = [...front.filter((other) => !covers(losses, other)), losses]
    found.push({ position: over[trial]!, kind: "best", trial, says: `#${trial} ${says}` })
  }
  return found
}

const covers = (a: readonly number[], b: readonly number[]): boolean => a.every((loss, i) => loss <= b[i]!)

/** The nearest of rising positions before (-1) or after (1) one; undefined where there is none. */
export function neighbour(positions: readonly number[], from: number, by: -1 | 1): number | undefined {
  return by === 1 ? positions.find((position) => position > from) : positions.findLast((position) => position < from)
}
