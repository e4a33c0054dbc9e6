import { fault, type EventStore } from "@diapason/core"
import { groupsBy, groupsNamed, sharedObjective, studiesNamed, type Grouping, type StudyGroup } from "@diapason/views"
import { namesOf } from "../study/open-ledger.ts"
import type { Read } from "./beside-of.ts"

/** What stands on each side of a comparison. */
export interface Sides {
  readonly groups: readonly StudyGroup[]
  /** Whether a side may be several studies: they were named by patterns, or are grouped by a setting. */
  readonly grouped: boolean
  readonly studies: ReadonlyMap<string, Read>
  readonly metric: string
  readonly direction: "minimize" | "maximize"
}

/**
 * Reads the studies that are meant. Several words are a side each, and one pattern alone stands for studies that are a side each; with `by`
 * all that are named are sorted into sides. Throws D188 where they search for different things, D189 where there are no two sides, D303.
 */
export async function sidesOf(
  store: EventStore,
  words: readonly string[],
  by: Grouping | undefined,
  read: (name: string) => Promise<Read>,
): Promise<Sides> {
  const known = await namesOf(store)
  const missing = words.find((word) => !word.includes("*") && !known.includes(word))
  if (missing !== undefined) throw fault("D303", { study: missing, known })
  const named = by === undefined && words.length > 1 ? groupsNamed(words, known) : undefined
  const each = named?.flatMap(({ members }) => members.map(({ study }) => study)) ?? studiesNamed(words, known)
  const studies = new Map<string, Read>()
  for (const name of each) studies.set(name, await read(name))
  const ledgers = [...studies.values()].map(({ ledger }) => ledger)
  const objective = sharedObjective(ledgers)
  if (by !== undefined) return { groups: groupsBy(ledgers, by), grouped: true, studies, ...objective }
  const groups = named ?? groupsNamed(each, known)
  return { groups, grouped: named !== undefined && words.some((word) => word.includes("*")), studies, ...objective }
}
