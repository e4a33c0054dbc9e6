/** A language as far as strings and comments go. */
export interface Language {
  readonly comment: RegExp
  /** Sticky patterns of whole strings. */
  readonly strings: readonly RegExp[]
}

export const python: Language = {
  comment: /#[^\n]*/y,
  strings: [/[rbfuRBFU]{0,2}("""|''')[^]*?\1/y, /[rbfuRBFU]{0,2}"(?:\\.|[^"\\\n])*"/y, /[rbfuRBFU]{0,2}'(?:\\.|[^'\\\n])*'/y],
}

export const javascript: Language = {
  comment: /\/\/[^\n]*|\/\*[^]*?\*\//y,
  strings: [/"(?:\\.|[^"\\\n])*"/y, /'(?:\\.|[^'\\\n])*'/y, /`(?:\\.|[^`\\])*`/y],
}

/** The end of the string or comment that begins at `at`, else `at` itself. */
function skip(text: string, at: number, language: Language): number {
  for (const pattern of [language.comment, ...language.strings]) {
    pattern.lastIndex = at
    const found = pattern.exec(text)
    if (found !== null) return at + found[0].length
  }
  return at
}

/** The source with the inside of comments blanked, so that offsets stay as they are. */
export function withoutComments(text: string, language: Language): string {
  let out = ""
  for (let at = 0; at < text.length;) {
    const end = Math.max(skip(text, at, language), at + 1)
    language.comment.lastIndex = at
    out += language.comment.test(text) ? text.slice(at, end).replace(/[^\n]/g, " ") : text.slice(at, end)
    at = end
  }
  return out
}

/** Whole strings of a source, as they are written. */
export function stringsIn(text: string, language: Language): readonly { readonly at: number; readonly text: string }[] {
  const found: { at: number; text: string }[] = []
  for (let at = 0; at < text.length;) {
    const end = skip(text, at, language)
    if (end > at) {
      language.comment.lastIndex = at
      if (!language.comment.test(text)) found.push({ at, text: text.slice(at, end) })
    }
    at = Math.max(end, at + 1)
  }
  return found
}

/** The offset behind the bracket that closes the one at `open`; the end of the text when nothing closes it. */
export function closingOf(text: string, open: number, language: Language): number {
  let depth = 0
  for (let at = open; at < text.length;) {
    const end = skip(text, at, language)
    if (end > at) {
      at = end
      continue
    }
    if ("([{".includes(text[at]!)) depth++
    if (")]}".includes(text[at]!) && --depth === 0) return at + 1
    at++
  }
  return text.length
}

/** Splits at a character that stands in no bracket and no string; empty parts at the end are left out. */
export function splitTop(text: string, separator: string, language: Language): readonly string[] {
  const parts: string[] = []
  let [from, at] = [0, 0]
  while (at < text.length) {
    const end = skip(text, at, language)
    if (end > at) at = end
    else if ("([{".includes(text[at]!)) at = closingOf(text, at, language)
    else if (text[at] === separator) {
      parts.push(text.slice(from, at))
      from = ++at
    } else at++
  }
  parts.push(text.slice(from))
  return parts.map((part) => part.trim()).filter((part) => part !== "")
}
