import { columnNamed, type Board } from "@diapason/views"

/** Failures of one kind. */
interface FailureGroup {
  readonly kind: string
  readonly count: number
  /** The newest trial that failed so. */
  readonly trial: number
  /** What it said, where the page has it. */
  readonly example?: string
}

/** Failed trials by kind, the most frequent first. Only what `mask` keeps. */
export function failureGroups({ ledger, table }: Board, mask: Uint8Array): readonly FailureGroup[] {
  const column = columnNamed(table, "failure")
  const groups = new Map<string, { kind: string; count: number; trial: number; example?: string }>()
  for (let n = 0; n < table.size; n++) {
    const kind = column?.words?.[column.values[n]!]
    if (kind === undefined || mask[n] === 0) continue
    const group = groups.get(kind) ?? { kind, count: 0, trial: n }
    group.count++
    group.trial = n
    const trial = ledger.trials[n]
    if (trial?.state === "failed") group.example = trial.failure.message
    groups.set(kind, group)
  }
  return [...groups.values()].sort((a, b) => b.count - a.count || a.kind.localeCompare(b.kind))
}
