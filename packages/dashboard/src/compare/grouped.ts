import { DiapasonError } from "@diapason/core"
import { groupings, groupsBeside, groupsBy, groupsNamed, type Board, type Grouping, type StudyGroup } from "@diapason/views"
import type { By, Compared } from "./compared.ts"

/** What the studies are sorted into: by a setting, or by patterns of their names such as `tpe-*`. */
export type Sorted = { readonly by: Grouping } | { readonly patterns: readonly string[] }

/** What an address says of groups: `sampler`, or `tpe-*,random-*`; undefined where it says nothing. */
export function sortedIn(text: string | number | undefined): Sorted | undefined {
  const words = String(text ?? "")
    .split(",")
    .map((word) => word.trim())
    .filter((word) => word !== "")
  const by = groupings.find((grouping) => words.length === 1 && words[0] === grouping)
  return words.length === 0 ? undefined : by === undefined ? { patterns: words } : { by }
}

/** The groups, and what their pairs show, as `diapason compare` has it; a refusal in its words where there are no two sides. */
export function grouped(
  { progress, direction }: Compared,
  boards: readonly Board[],
  sorted: Sorted,
  { by, target }: { readonly by: By; readonly target: number | undefined },
): ReturnType<typeof groupsBeside> | { readonly refused: DiapasonError } {
  try {
    const ledgers = boards.map(({ ledger }) => ledger)
    const groups = groupsOf(ledgers, sorted)
    const places = new Map(ledgers.map(({ definition }, i) => [definition.name, i]))
    const studyOf = (name: string) => ({ ledger: ledgers[places.get(name)!]!, progress: progress[places.get(name)!]! })
    return groupsBeside(groups, studyOf, { by, direction, ...(target !== undefined && { target }) })
  } catch (error) {
    if (!(error instanceof DiapasonError)) throw error
    return { refused: error }
  }
}

function groupsOf(ledgers: readonly Board["ledger"][], sorted: Sorted): readonly StudyGroup[] {
  if ("by" in sorted) return groupsBy(ledgers, sorted.by)
  return groupsNamed(
    sorted.patterns,
    ledgers.map(({ definition }) => definition.name),
  )
}
