import { fault } from "../errors/fault.ts"
import { nearest } from "../errors/nearest.ts"
import { spotInText } from "../errors/spot.ts"
import { digitsText, wordsText } from "./written-number.ts"

/** A pattern of `capture.regex`, ready to be tried on lines. */
export interface CapturePattern {
  /** As it was written. */
  readonly written: string
  /** For `new RegExp`; the groups of metrics are named `m0`, `m1`, … there. */
  readonly source: string
  /** The metrics of those groups by number; `step` is the step. A name may stand in several alternatives. */
  readonly names: readonly string[]
  /** A text that every line with a match has; empty when there is none. */
  readonly needs: string
}

/**
 * Reads a pattern of `capture.regex`: a JavaScript regular expression whose named groups are metrics, with any name:
 * `(?<val/acc>{num})`, also written `(?P<val/acc>…)`. The group `step` is the step; `{num}` is a number in any form. Throws D160 with
 * the position of the fault.
 */
export function capturePattern(written: string): CapturePattern {
  const { source, names, literals } = translated(written)
  try {
    new RegExp(source)
  } catch (error) {
    throw bad(written, 0, (error as Error).message.replace(/^.*\/: /, "").toLowerCase())
  }
  if (names.every((name) => name === "step")) throw bad(written, written.length, "it names no metric, as (?<val_loss>{num}) does")
  return { written, source, names, needs: literals.reduce((longest, text) => (text.length > longest.length ? text : longest), "") }
}

interface Translated {
  readonly source: string
  readonly names: readonly string[]
  readonly literals: readonly string[]
}

/** One pass from left to right: names of groups are replaced, `{num}` is filled in, and what stands for nothing is refused. */
function translated(written: string): Translated {
  const names: string[] = []
  const open: number[] = []
  let literals = [""]
  let source = ""
  let either = false
  /** Whether a quantifier may come next. */
  let atom = false
  for (let at = 0; at < written.length;) {
    const { text, kind, out = text } = tokenAt(written, at, names)
    if (kind === "quantifier" && !atom) throw bad(written, at, `${text} repeats nothing`)
    if (kind === "open") open.push(at)
    if (kind === "close" && open.pop() === undefined) throw bad(written, at, "this bracket closes none")
    if (text === "|" && open.length === 0) either = true
    const plain = kind === "plain" && open.length === 0 && !/[*?{+]/.test(written[at + text.length] ?? "")
    if (plain) literals[literals.length - 1] += text.slice(-1)
    else literals.push("")
    atom = kind === "plain" || kind === "atom" || kind === "close"
    source += out
    at += text.length
  }
  if (open.length > 0) throw bad(written, open.at(-1)!, "this bracket is never closed")
  if (either) literals = []
  return { source, names, literals }
}

interface Token {
  readonly text: string
  readonly kind: "plain" | "atom" | "open" | "close" | "quantifier" | "other"
  /** What stands for it in the pattern that is run. */
  readonly out?: string
}

function tokenAt(written: string, at: number, names: string[]): Token {
  const rest = written.slice(at)
  const char = rest[0]!
  if (char === "\\") {
    if (rest.length === 1) throw bad(written, at, "there is nothing after the backslash")
    return { text: rest.slice(0, 2), kind: /[A-Za-z0-9]/.test(rest[1]!) ? (/[bB]/.test(rest[1]!) ? "other" : "atom") : "plain" }
  }
  if (char === "[") {
    const found = /^\[(?:\\.|[^\\\]])*\]/.exec(rest)
    if (found === null) throw bad(written, at, "this bracket is never closed")
    return { text: found[0], kind: "atom" }
  }
  if (char === "(") return group(written, at, names)
  if (char === ")") return { text: char, kind: "close" }
  if (char === "{") return braces(written, at)
  const quantifier = /^[*+?]\??/.exec(rest)
  if (quantifier !== null) return { text: quantifier[0], kind: "quantifier" }
  return { text: char, kind: char === "." ? "atom" : "^$|".includes(char) ? "other" : "plain" }
}

function group(written: string, at: number, names: string[]): Token {
  const rest = written.slice(at)
  const named = /^\(\?P?<(?![=!])/.exec(rest)
  if (named === null) return { text: /^\(\?(?:[:=!]|<[=!])/.exec(rest)?.[0] ?? "(", kind: "open" }
  const end = rest.indexOf(">")
  const name = rest.slice(named[0].length, end)
  if (end < 0 || name === "" || /[()<]/.test(name)) throw bad(written, at, "this group has no name that ends with >")
  names.push(name)
  return { text: rest.slice(0, end + 1), kind: "open", out: `(?<m${names.length - 1}>` }
}

/** `{num}`, or a number of repetitions. */
function braces(written: string, at: number): Token {
  const [text, inside] = /^\{([^{}]*)\}/.exec(written.slice(at)) ?? ["{", ""]
  if (/^\d+(?:,\d*)?$/.test(inside)) return { text, kind: "quantifier" }
  if (inside === "num") return { text, kind: "atom", out: wholeNumber }
  if (/^[A-Za-z_]\w*$/.test(inside)) throw bad(written, at, `{${inside}} is not built in; ${meant(inside)}`)
  return { text: "{", kind: "plain", out: "\\{" }
}

/**
 * A number that is not the rest of one: what stands before it in the pattern, say `.*`, may take neither its first digits nor its
 * sign. What follows may be a unit.
 */
const wholeNumber = String.raw`(?:(?<!\d|\d\.|\d[eE][+-]?|(?<![\w)\]])[+-])[+-]?(?:(?<![A-Za-z_])(?:${wordsText})(?!\w)|${digitsText}(?!\d|\.\d)))`

const meant = (name: string): string => (nearest(name, ["num", "number", "float"]) === undefined ? "{num} is" : "did you mean {num}?")

const bad = (written: string, offset: number, why: string): Error => fault("D160", { ...spotInText(written, offset), why })
