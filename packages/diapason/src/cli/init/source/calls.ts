import { closingOf, splitTop, withoutComments, type Language } from "./scan.ts"

/** A call that stands in a source. */
export interface Call {
  /** The function as it was found by the pattern. */
  readonly name: string
  readonly at: number
  /** The offset behind its closing bracket. */
  readonly end: number
  readonly args: readonly string[]
  /** Arguments of the form `name=value`, which Python has. */
  readonly named: ReadonlyMap<string, string>
}

/** All calls of functions that match `name`, which must not contain groups that capture, in the order of the source. */
export function callsOf(source: string, name: string, language: Language): readonly Call[] {
  const text = withoutComments(source, language)
  return [...text.matchAll(new RegExp(`(?<![\\w$])(${name})\\s*\\(`, "g"))].map((found) => {
    const open = found.index + found[0].length - 1
    const end = closingOf(text, open, language)
    return { name: found[1]!, at: found.index, end, ...argumentsOf(text.slice(open + 1, end - 1), language) }
  })
}

/** The arguments of a call: those by place, those by name. */
function argumentsOf(text: string, language: Language): Pick<Call, "args" | "named"> {
  const args: string[] = []
  const named = new Map<string, string>()
  for (const part of splitTop(text, ",", language)) {
    const pair = /^([A-Za-z_]\w*)\s*=(?!=)\s*([^]*)$/.exec(part)
    if (pair === null) args.push(part)
    else named.set(pair[1]!, pair[2]!)
  }
  return { args, named }
}

/** The entries of an object or a dict as texts, by their keys without quotes. What is not `key: value` is left out. */
export function entriesOf(text: string, language: Language): ReadonlyMap<string, string> {
  const body = /^\s*\{([^]*)\}\s*$/.exec(text)?.[1]
  const entries = new Map<string, string>()
  for (const part of body === undefined ? [] : splitTop(body, ",", language)) {
    const pair = /^(?:'([^']*)'|"([^"]*)"|([\w$]+))\s*:\s*([^]*)$/.exec(part)
    if (pair !== null) entries.set(pair[1] ?? pair[2] ?? pair[3]!, pair[4]!)
  }
  return entries
}
