import { columnNamed, filterOf, type TrialTable } from "@diapason/views"
import type { Address } from "./address.ts"
import { brushed, readBrushes, writeBrushes } from "./brushes.ts"

/** A part of what the address keeps, and the change that takes it away. */
interface Chip {
  readonly text: string
  readonly without: Address
}

/** What filter, brushes and picks keep, in small parts. */
export function chipsOf(table: TrialTable, { q, b, sel }: Address): readonly Chip[] {
  const chips: Chip[] = []
  const filter = q === undefined ? undefined : filterOf(table, String(q))
  if (filter !== undefined && "terms" in filter)
    for (const { at, length } of filter.terms)
      chips.push({
        text: q!.slice(at, at + length),
        without: { q: `${q!.slice(0, at)}${q!.slice(at + length)}`.replace(/\s+/g, " ").trim() },
      })
  const brushes = readBrushes(b)
  for (const [column, ranges] of brushes) {
    const words = columnNamed(table, column)?.words
    for (const range of ranges) {
      const rest = ranges.filter((other) => other !== range)
      chips.push({ text: `${column} ${inWords(range, words)}`, without: { b: writeBrushes(brushed(brushes, column, rest)) } })
    }
  }
  if (sel !== undefined) chips.push({ text: `${String(sel).split(",").length} selected`, without: { sel: undefined } })
  return chips
}

function inWords([low, high]: readonly [number, number], words: readonly string[] | undefined): string {
  if (words !== undefined) return words.slice(Math.max(0, Math.ceil(low)), Math.floor(high) + 1).join(", ") || "none"
  const [from, to] = [short(low), short(high)]
  return low === -Infinity ? `≤ ${to}` : high === Infinity ? `≥ ${from}` : from === to ? from : `${from} – ${to}`
}

const short = (value: number): string => String(Number(value.toPrecision(3)))
