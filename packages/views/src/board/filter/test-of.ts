import { nearest, type Json } from "@diapason/core"
import { topOf } from "../ranking.ts"
import { marks, type Column, type TrialTable } from "../table.ts"
import { columnTest } from "./column-test.ts"
import type { FilterProblem, NotesOf } from "./problem.ts"
import { readRange } from "./read-values.ts"
import { quotedWhereNeeded, type Term } from "./terms.ts"

type Test = (n: number) => boolean

/** Names that mean something beside the columns. */
export const ownNames = ["state", "best", "top", "tag", "note"] as const

/** What one word of a filter keeps; its negation is the caller's. */
export function testOf(table: TrialTable, term: Term, notesOf: NotesOf): Test | FilterProblem {
  const { name, quoted, operator } = term
  if (!quoted) {
    if (name.startsWith("#") && operator === undefined) return byNumber(term)
    if (operator === undefined && (marks as readonly string[]).includes(name))
      return byMark(table, { ...term, values: [name], valueAt: term.at })
    if (name === "note" && operator === undefined) return (n) => Object.keys(notesOf(n) ?? {}).length > 0
    if (operator !== undefined && isOwn(name)) return isPlain(term) ? own[name](table, term, notesOf) : notCompared(term)
  }
  const column = columnFor(table, name)
  if (column === undefined) return unknownName(table, term)
  if (operator === undefined) return { ...placeOf(term), says: `${name} needs a value`, meant: `${quotedWhereNeeded(name)}:` }
  return columnTest(column, { ...term, operator })
}

/** The column that a name means: itself, whatever its case, or the only one that ends so after a dot. */
export function columnFor({ columns }: TrialTable, name: string): Column | undefined {
  const wanted = (aliases[name] ?? name).toLowerCase()
  const ends = columns.filter((column) => column.name.toLowerCase().endsWith(`.${wanted}`))
  return (
    columns.find((column) => column.name === name) ??
    columns.find((column) => column.name.toLowerCase() === wanted) ??
    (ends.length === 1 ? ends[0] : undefined)
  )
}

const aliases: Readonly<Record<string, string>> = { sampler: "by" }

const isOwn = (name: string): name is keyof typeof own => Object.hasOwn(own, name)

const own = {
  state: (table: TrialTable, term: Term) => byMark(table, term),
  best: (table: TrialTable, term: Term) => byRank(table, term),
  top: (table: TrialTable, term: Term) => byRank(table, term),
  tag: (_: TrialTable, { value }: Term, notesOf: NotesOf): Test => {
    const wanted = value.toLowerCase()
    return (n) => tagsOf(notesOf(n)).some((tag) => tag.toLowerCase() === wanted)
  },
  note: (_: TrialTable, term: Term, notesOf: NotesOf) => byNote(term, notesOf),
}

/** Whether it says what something is; only a state may also be said not to be. */
const isPlain = ({ name, operator, value }: Term): boolean =>
  value !== "" && (operator === ":" || operator === "=" || (name === "state" && operator === "!="))

const notCompared = ({ at, length, name, value }: Term): FilterProblem => ({
  at,
  length,
  says: value === "" ? `${name} needs a value` : `${name} is never greater or smaller`,
  meant: `${name}:${value}`,
})

const placeOf = ({ at, length }: Term): { at: number; length: number } => ({ at, length })
const placeOfValue = ({ valueAt, at, length }: Term) => ({ at: valueAt, length: at + length - valueAt })

function unknownName({ columns }: TrialTable, term: Term): FilterProblem {
  const { name, at, length, operator, valueAt } = term
  const known = [...(operator === undefined ? [...marks, "note"] : ownNames), ...columns.map((column) => column.name)]
  const meant = nearest(name, known)
  const place = operator === undefined ? { at, length } : { at, length: Math.max(1, valueAt - at - operator.length) }
  return { ...place, says: `there is no ${name} here`, ...(meant !== undefined && { meant: quotedWhereNeeded(meant) }) }
}

function byNumber(term: Term): Test | FilterProblem {
  const parts = term.name
    .slice(1)
    .split(",")
    .map((part) => readRange(part.replace(/^#/, ""), Number))
  if (parts.some((part) => part === undefined)) return { ...placeOf(term), says: `${term.name} is no number of a trial`, meant: "#12..40" }
  return (n) => parts.some((part) => n >= part![0] && n <= part![1])
}

function byMark({ mark }: TrialTable, term: Term): Test | FilterProblem {
  const asked = term.values
  const wrong = asked.find((word) => !(marks as readonly string[]).includes(word.toLowerCase()))
  if (wrong !== undefined) {
    const meant = nearest(wrong, marks)
    return { ...placeOfValue(term), says: `${wrong} is no state of a trial`, ...(meant !== undefined && { meant }) }
  }
  const wanted = marks.map((word) => asked.some((one) => one.toLowerCase() === word))
  const turned = term.operator === "!="
  return (n) => wanted[mark[n]!] !== turned
}

/** The best of the complete trials; a share is rounded up, so that there always is one. */
function byRank(table: TrialTable, term: Term): Test | FilterProblem {
  const [, number, percent] = /^(\d+(?:\.\d+)?)(%?)$/.exec(term.value) ?? []
  const column = table.columns.find(({ direction }) => direction !== undefined)
  if (number === undefined || column === undefined)
    return { ...placeOfValue(term), says: `best needs a number or a share, not ${term.value}`, meant: "10%" }
  const complete = Uint8Array.from(table.mark.subarray(0, table.size), (mark) => (mark === marks.indexOf("complete") ? 1 : 0))
  const all = complete.reduce((sum, one) => sum + one, 0)
  const k = percent === "%" ? Math.ceil((Number(number) / 100) * all) : Math.floor(Number(number))
  const kept = new Uint8Array(table.size)
  for (const n of topOf(table, column, column.direction === "maximize" ? "down" : "up", Math.min(k, all), complete)) kept[n] = 1
  return (n) => kept[n] === 1
}

function byNote({ value }: Term, notesOf: NotesOf): Test {
  const wanted = value.toLowerCase()
  return (n) => Object.entries(notesOf(n) ?? {}).some(([key, note]) => `${key} ${textOf(note)}`.toLowerCase().includes(wanted))
}

const textOf = (note: Json): string => (typeof note === "string" ? note : JSON.stringify(note))

/** A note `tags` is a list of words, or words with commas; `tag` is one. */
function tagsOf(notes: Readonly<Record<string, Json>> | undefined): readonly string[] {
  return [notes?.["tags"], notes?.["tag"]].flatMap((tags) =>
    Array.isArray(tags) ? tags.map(String) : typeof tags === "string" ? tags.split(",").map((tag) => tag.trim()) : [],
  )
}
