import type { FilterProblem } from "./problem.ts"

/** One word of a filter: `-optimizer:adam`. */
export interface Term {
  /** Where it stands in the text. */
  readonly at: number
  readonly length: number
  readonly negated: boolean
  readonly name: string
  /** The name stood in quotes: it is the name of a column, whatever else it may mean. */
  readonly quoted: boolean
  readonly operator?: Operator
  /** Present with an operator; `valueAt` is where it stands. */
  readonly value: string
  /** The same, taken apart at its commas. */
  readonly values: readonly string[]
  readonly valueAt: number
}

export type Operator = ":" | "<" | "<=" | ">" | ">=" | "=" | "!="

/** The words of a filter in order; a problem where a quote is not closed or a sign stands alone. */
export function termsOf(text: string): readonly Term[] | FilterProblem {
  const terms: Term[] = []
  pattern.lastIndex = 0
  for (;;) {
    const from = pattern.lastIndex
    const match = pattern.exec(text)
    if (match === null) return text.slice(from).trim() === "" ? terms : lone(text, from)
    const [, space = "", sign = "", name = "", comparison, colon, value = ""] = match as (string | undefined)[]
    const operator = comparison ?? colon
    const at = from + space.length
    const length = match[0].length - space.length
    if (isOpen(name) || isOpen(value)) return { at, length, says: "a quote is not closed", meant: `${text.slice(at, at + length)}"` }
    const said = operator === "==" ? "=" : (operator as Operator | undefined)
    const valueAt = at + length - value.length
    const term = {
      at,
      length,
      negated: sign !== "",
      name: unquoted(name),
      quoted: name.startsWith('"'),
      value: unquoted(value),
      values: partsOf(value),
      valueAt,
    }
    terms.push(said === undefined ? term : { ...term, operator: said })
  }
}

const quote = String.raw`"(?:[^"\\]|\\.)*(?:"|$)`
const compared = String.raw`\s*(<=|>=|!=|==|[<>=])\s*`
const pattern = new RegExp(String.raw`(\s*)([-!]?)((?:${quote}|[^\s"<>=!:])+)(?:(?:${compared}|(:))((?:${quote}|[^\s"])*))?(?=\s|$)`, "y")

function lone(text: string, from: number): FilterProblem {
  const at = from + text.slice(from).search(/\S/)
  const length = /^\S+/.exec(text.slice(at))![0].length
  return { at, length, says: `${text.slice(at, at + length)} is no word of a filter` }
}

/** Whether a quote in it is not closed. */
const isOpen = (text: string): boolean => (text.replace(/\\./g, "").match(/"/g)?.length ?? 0) % 2 === 1

const unquoted = (text: string): string => text.replace(/"((?:[^"\\]|\\.)*)"/g, (_, inner: string) => inner.replace(/\\(.)/g, "$1"))

const partsOf = (text: string): readonly string[] => (text.match(/(?:"(?:[^"\\]|\\.)*"|[^",])+/g) ?? [""]).map(unquoted)

/** A name or value as it must be written so that it is read as one. */
export const quotedWhereNeeded = (text: string): string =>
  text !== "" && /^[^\s"<>=!:#,\-*][^\s"<>=!:,*]*$/.test(text) ? text : `"${text.replace(/["\\]/g, "\\$&")}"`
