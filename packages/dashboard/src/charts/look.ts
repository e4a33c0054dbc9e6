import { categories, cividis, type Look } from "@diapason/figures"
import { marks, type Mark } from "@diapason/views"

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
