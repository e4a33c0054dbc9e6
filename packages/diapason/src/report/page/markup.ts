/** A piece of a page whose texts are escaped: only `html` and `trusted` make one, so nothing that people wrote can become markup. */
export interface Markup {
  readonly markup: string
}

/** What may stand in a hole: texts and numbers are escaped, lists are joined, undefined is nothing. */
export type Hole = string | number | Markup | undefined | readonly Hole[]

/**
 * Markup from a template: html`<td>${name}</td>`. A hole may stand in an element or in a quoted attribute. Lines of the template are not
 * indented in the page.
 */
export const html = (parts: TemplateStringsArray, ...holes: readonly Hole[]): Markup => ({
  markup: compact(parts).reduce((text, part, i) => text + filled(holes[i - 1]) + part),
})

/** A template is the same object at each use, and is looked at once. */
function compact(parts: TemplateStringsArray): readonly string[] {
  const known = compacted.get(parts)
  if (known !== undefined) return known
  const made = parts.map((part) => part.replace(/\s*\n\s*/g, "\n"))
  compacted.set(parts, made)
  return made
}

const compacted = new WeakMap<TemplateStringsArray, readonly string[]>()

/** Markup that this program made by itself, such as a picture or a style sheet. */
export const trusted = (markup: string): Markup => ({ markup })

function filled(hole: Hole): string {
  if (hole === undefined) return ""
  if (typeof hole === "string") return escaped(hole)
  if (typeof hole === "number") return String(hole)
  if ("markup" in hole) return hole.markup
  let text = ""
  for (const one of hole) text += filled(one)
  return text
}

/** Most texts have nothing to escape, and a report has ten thousands of them. */
const escaped = (text: string): string =>
  odd.test(text) ? text.replace(/[&<>"'`]/g, (sign) => `&#${sign.charCodeAt(0)};`).replace(unseen, visible) : text

/** Signs of markup, control characters, and those that turn the direction of writing around. */
// eslint-disable-next-line no-control-regex
const odd = /[&<>"'`\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\u200e\u200f\u202a-\u202e\u2066-\u2069]/
// eslint-disable-next-line no-control-regex
const unseen = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\u200e\u200f\u202a-\u202e\u2066-\u2069]/g

/** The same for a piece of markup that this program made of texts of people. */
export const withoutUnseen = (markup: string): string => markup.replace(unseen, visible)

/** A text that hides something must show that it does. */
const visible = (sign: string): string => `\u27e8U+${sign.charCodeAt(0).toString(16).toUpperCase().padStart(4, "0")}\u27e9`
