import { marks, type TrialTable } from "../table.ts"
import { columnFor, ownNames } from "./test-of.ts"
import { quotedWhereNeeded } from "./terms.ts"

/** How a filter may go on: each of `words` would stand in the text from `from` on, up to the cursor. */
export interface Suggestions {
  readonly from: number
  readonly words: readonly string[]
}

/** What may stand where the cursor is: names at the beginning of a word, then values; those that begin so first. At most `most`. */
export function suggestWords(table: TrialTable, textBeforeCursor: string, most = 12): Suggestions {
  const word = lastWord(textBeforeCursor)
  const [, sign = "", name = "", operator, begun = ""] =
    /^([-!]?)("(?:[^"\\]|\\.)*"?|[^"<>=!:]*)(<=|>=|!=|==|[<>=:])?(.*)$/s.exec(word) ?? []
  const start = textBeforeCursor.length - word.length
  if (operator === undefined) return { from: start + sign.length, words: fitting(namesOf(table), bare(name), most) }
  const last = begun.slice(begun.lastIndexOf(",") + 1)
  return { from: textBeforeCursor.length - last.length, words: fitting(valuesOf(table, bare(name)), bare(last), most) }
}

/** What stands behind the last space that is outside of quotes. */
const lastWord = (text: string): string => /(?:"(?:[^"\\]|\\.)*(?:"|$)|[^\s"])*$/s.exec(text)![0]

const bare = (text: string): string => text.replace(/^"|"$/g, "").replace(/\\(.)/g, "$1")

interface Candidate {
  readonly plain: string
  readonly written: string
}

function namesOf({ columns }: TrialTable): readonly Candidate[] {
  const own = ownNames.map((name) => ({ plain: name, written: name === "note" ? name : `${name}:` }))
  const known = columns.map(({ name, words }) => ({ plain: name, written: `${quotedWhereNeeded(name)}${words === undefined ? "" : ":"}` }))
  return [
    ...own,
    ...known.filter(({ plain }) => !(ownNames as readonly string[]).includes(plain)),
    ...marks.map((mark) => ({ plain: mark, written: mark })),
  ]
}

function valuesOf(table: TrialTable, name: string): readonly Candidate[] {
  if (name === "state") return plainly(marks)
  if (name === "best" || name === "top") return plainly(["10%", "1%", "10", "100"])
  const column = columnFor(table, name)
  if (column?.words !== undefined) return plainly(column.words)
  return column?.low === undefined || column.high === undefined ? [] : plainly([`${column.low}..${column.high}`])
}

const plainly = (words: readonly string[]): readonly Candidate[] =>
  words.map((word) => ({ plain: word, written: /^[\d.e+-]+%?$/.test(word) ? word : quotedWhereNeeded(word) }))

function fitting(candidates: readonly Candidate[], begun: string, most: number): readonly string[] {
  const wanted = begun.toLowerCase()
  const begins = candidates.filter(({ plain }) => plain.toLowerCase().startsWith(wanted))
  const holds = candidates.filter(({ plain }) => !plain.toLowerCase().startsWith(wanted) && plain.toLowerCase().includes(wanted))
  return [...begins, ...holds].slice(0, most).map(({ written }) => written)
}
