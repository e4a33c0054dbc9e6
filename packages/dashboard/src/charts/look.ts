import { marks, type Mark } from "@diapason/views"

/** Colours and sizes of charts in the present theme. */
export interface Look {
  readonly text: string
  readonly faint: string
  readonly line: string
  readonly surface: string
  readonly accent: string
  /** Of states. */
  readonly marks: Readonly<Record<Mark, string>>
  /** For categories (Okabe and Ito): told apart by who sees colours differently, with dash and marker as second channel. */
  readonly categories: readonly string[]
  /** From the worst to the best value (cividis). */
  readonly values: readonly string[]
  readonly font: string
}

/** Okabe & Ito 2008; black is left out, since it vanishes on a dark page. */
const categories = ["#0072b2", "#e69f00", "#009e73", "#cc79a7", "#56b4e9", "#d55e00", "#8f8f8f", "#b8a800"]

/** Nine steps of cividis (Nuñez, Anderton & Renslow 2018). */
const cividis = ["#00224e", "#123570", "#3b496c", "#575d6d", "#707173", "#8a8678", "#a59c74", "#c3b369", "#fee838"]

/** Reads the theme from the page's custom properties, so that pictures and page agree. */
export function lookOf(element: Element): Look {
  const style = getComputedStyle(element)
  const value = (name: string): string => style.getPropertyValue(name).trim()
  return {
    text: value("--text"),
    faint: value("--faint"),
    line: value("--line"),
    surface: value("--surface"),
    accent: value("--accent"),
    marks: Object.fromEntries(marks.map((mark) => [mark, value(`--mark-${mark}`)])) as Record<Mark, string>,
    categories,
    values: cividis,
    font: value("--font"),
  }
}
