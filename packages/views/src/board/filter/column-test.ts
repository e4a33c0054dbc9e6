import { nearest } from "@diapason/core"
import type { Column } from "../table.ts"
import type { FilterProblem } from "./problem.ts"
import { readDuration, readNumber, readRange } from "./read-values.ts"
import { quotedWhereNeeded, type Operator, type Term } from "./terms.ts"

type Test = (n: number) => boolean
type Asked = Term & { readonly operator: Operator }

/** What a word says of a column. */
export function columnTest(column: Column, term: Asked): Test | FilterProblem {
  const { values } = column
  const equal = term.operator === ":" || term.operator === "="
  if ((equal || term.operator === "!=") && term.value.toLowerCase() === "none") return (n) => (values[n] !== values[n]) === equal
  if (term.value === "") return { at: term.at, length: term.length, says: `${term.name} needs a value` }
  if (column.words === undefined) return numberTest(column, term)
  return equal || term.operator === "!=" ? wordTest(column, column.words, term) : orderTest(column, column.words, term)
}

function numberTest(column: Column, term: Asked): Test | FilterProblem {
  const { values } = column
  const read = column.name === "duration" && column.kind === "fact" ? readDuration : readNumber
  const equal = term.operator === ":" || term.operator === "=" || term.operator === "!="
  const ranges = equal ? term.values.map((part) => readRange(part, read)) : [readRange(term.value, read)]
  if (ranges.some((range) => range === undefined) || (!equal && term.value.includes(".."))) return noNumber(column, term)
  const [[end]] = ranges as unknown as readonly [readonly [number]]
  switch (term.operator) {
    case "<":
      return (n) => values[n]! < end
    case "<=":
      return (n) => values[n]! <= end
    case ">":
      return (n) => values[n]! > end
    case ">=":
      return (n) => values[n]! >= end
    case "!=":
      return (n) => values[n] === values[n] && !ranges.some((range) => values[n]! >= range![0] && values[n]! <= range![1])
    default:
      return (n) => ranges.some((range) => values[n]! >= range![0] && values[n]! <= range![1])
  }
}

function noNumber({ low, high }: Column, { value, valueAt, at, length, name }: Asked): FilterProblem {
  const says = `${name} is a number, and ${value} is none`
  return { at: valueAt, length: at + length - valueAt, says, ...(low !== undefined && high !== undefined && { meant: `${low}..${high}` }) }
}

/** Words of a space are known; those of labels and sessions come and go, and one that is not there yet is no mistake. */
function wordTest(column: Column, words: readonly string[], term: Asked): Test | FilterProblem {
  const asked = term.values
  const kept = words.map((word) => asked.some((one) => matches(word, one, column)))
  const lost = asked.find((one) => !words.some((word) => matches(word, one, column)))
  if (lost !== undefined && (column.kind === "parameter" || column.name === "failure")) {
    const meant = nearest(lost, words)
    const place = { at: term.valueAt, length: term.at + term.length - term.valueAt }
    return { ...place, says: `${term.name} is never ${lost}`, ...(meant !== undefined && { meant: quotedWhereNeeded(meant) }) }
  }
  const { values } = column
  const turned = term.operator === "!="
  return (n) => values[n] === values[n] && kept[values[n]!] !== turned
}

function matches(word: string, asked: string, { name, kind }: Column): boolean {
  const [have, want] = [word.toLowerCase(), asked.toLowerCase()]
  // A sampler goes by its name without its version too.
  if (kind === "fact" && name === "by" && have.split("/")[0] === want) return true
  return want.includes("*") ? fits(have, want.split("*")) : have === want
}

/** Whether the parts stand in a word one after the other, the first and the last at its ends. */
function fits(word: string, [first = "", ...parts]: readonly string[]): boolean {
  const last = parts.pop() ?? ""
  if (!word.startsWith(first) || !word.endsWith(last) || word.length < first.length + last.length) return false
  const inner = word.slice(first.length, word.length - last.length)
  let at = 0
  for (const part of parts) {
    const found = inner.indexOf(part, at)
    if (found < 0) return false
    at = found + part.length
  }
  return true
}

/** Listed numbers can be compared: `width>=256`. */
function orderTest(column: Column, words: readonly string[], term: Asked): Test | FilterProblem {
  const numbers = words.map(readNumber)
  if (words.length === 0 || numbers.some(Number.isNaN)) {
    return {
      at: term.at,
      length: term.length,
      says: `${term.name} has words, which are not smaller or greater`,
      meant: `${quotedWhereNeeded(term.name)}:`,
    }
  }
  const { values } = column
  const listed = Float64Array.from({ length: values.length }, (_, n) => numbers[values[n]!] ?? NaN)
  const { words: _, ...plain } = column
  return numberTest({ ...plain, scale: "linear", values: listed }, term)
}
