import { fault } from "../errors/fault.ts"
import { nearest } from "../errors/nearest.ts"
import type { EventStore, StudyHeader } from "../ports/event-store.ts"

/** A study that is looked at; `named`: somebody asked for it. */
interface Candidate {
  readonly header: StudyHeader
  readonly named: boolean
}

/**
 * The studies of a store that `from` means, the newest first: of studies that are equally alike the newer one teaches. `study` itself is
 * none of them. Throws D139 for a named study that is not there.
 */
export async function candidatesIn(store: EventStore, study: string, from: readonly string[]): Promise<readonly Candidate[]> {
  const headers: StudyHeader[] = []
  for await (const header of store.studies()) if (header.study !== study) headers.push(header)
  refuseUnknown(headers, from)
  const newest = headers.sort((a, b) => b.at - a.at || (a.study < b.study ? -1 : 1))
  const alike = new Set(from.includes(sameSpace) ? newest.slice(0, mostLookedAt) : [])
  return newest.map((header) => ({ header, named: isNamed(header.study, from) })).filter(({ header, named }) => named || alike.has(header))
}

/** Stands for every study with the goal and the space of today's. */
export const sameSpace = "same-space"

/** Studies of the same space that are looked at. */
const mostLookedAt = 200

const isNamed = (study: string, from: readonly string[]): boolean => from.some((pattern) => pattern !== sameSpace && fits(pattern, study))

function fits(pattern: string, study: string): boolean {
  const parts = pattern.split("*")
  if (parts.length === 1) return pattern === study
  const [first, last] = [parts[0]!, parts.at(-1)!]
  if (study.length < first.length + last.length || !study.startsWith(first) || !study.endsWith(last)) return false
  let at = first.length
  for (const part of parts.slice(1, -1)) {
    const found = study.indexOf(part, at)
    if (found < 0) return false
    at = found + part.length
  }
  return at <= study.length - last.length
}

/** A pattern may fit none. */
function refuseUnknown(headers: readonly StudyHeader[], from: readonly string[]): void {
  const known = headers.map(({ study }) => study)
  for (const name of from) {
    if (name === sameSpace || name.includes("*") || known.includes(name)) continue
    throw fault("D139", { study: name, nearest: nearest(name, known), known })
  }
}
