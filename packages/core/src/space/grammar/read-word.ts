import type { Json } from "../../event/json.ts"
import { noted, type Draft, type Part } from "./part.ts"
import { isReal, NUMBER, RANGE, scaleWords } from "./range.ts"
import { take, unexpected, type Scanner } from "./scanner.ts"

/** A word without quotes or brackets: a range, or a value. Throws D102, for half a range too. */
export function readWord(scanner: Scanner): Part {
  const { at } = scanner
  const word = take(scanner, /[^\s,()"']+/y)?.[0]
  if (word === undefined) throw unexpected(scanner, at, "a value, a range or a function")
  const range = RANGE.exec(word)
  if (range !== null) return { kind: "draft", draft: rangeOf(scanner, range, at), at }
  refuseHalfRange(scanner, word, at)
  return { kind: "value", value: wordValue(word), bare: true, at }
}

function wordValue(word: string): Json {
  if (NUMBER.test(word)) return Number(word) === 0 ? 0 : Number(word)
  if (word === "true" || word === "false") return word === "true"
  return word === "null" ? null : word
}

/** `1e-5..`, `..3`, `1..x`: a range was meant. */
function refuseHalfRange(scanner: Scanner, word: string, at: number): void {
  const half = /^([+-]?[\d.][^:]*?)?\.\.([^:]*)/.exec(word)
  if (half === null) return
  const [whole, low = "", high = ""] = half
  const highAt = at + whole.length - high.length
  if (low === "" && /^[+-]?[\d.]/.test(high)) throw unexpected(scanner, at, 'a number before ".."')
  if (low === "") return
  if (!NUMBER.test(low)) throw unexpected(scanner, at, 'a number before ".."', low)
  throw unexpected(scanner, highAt, 'a number after ".."', high === "" ? word.slice(whole.length) || "the end" : high)
}

function rangeOf(scanner: Scanner, range: RegExpExecArray, at: number): Draft {
  const [, low = "", high = "", settings = ""] = range
  const draft = noted(scanner, { type: "int", low: Number(low), high: Number(high) }, at)
  scanner.offsets.note(draft, "low", at)
  scanner.offsets.note(draft, "high", at + low.length + 2)
  let real = isReal(low) || isReal(high)
  let offset = at + low.length + 2 + high.length
  for (const setting of settings.split(":").slice(1)) {
    const [key, value] = settingOf(scanner, setting, offset + 1)
    real ||= key === "step" && isReal(setting.slice(key.length + 1))
    draft[key] = value
    scanner.offsets.note(draft, key, offset + 1)
    offset += setting.length + 1
  }
  if (real || draft["scale"] === "reverse-log") draft["type"] = "float"
  return draft
}

function settingOf(scanner: Scanner, setting: string, at: number): readonly [string, Json] {
  const named = /^([A-Za-z_]\w*)=(.+)$/.exec(setting)
  if (named !== null) return [named[1]!, named[1] === "scale" ? scaleNamed(named[2]!) : wordValue(named[2]!)]
  if (setting === "") throw unexpected(scanner, at, 'a scale or step=… after ":"')
  return ["scale", scaleNamed(setting)]
}

/** A scale by any of its words; what is none stays, to be refused with the rest. */
export const scaleNamed = (word: string): string => (Object.hasOwn(scaleWords, word) ? scaleWords[word]! : word)
