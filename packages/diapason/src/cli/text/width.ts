import { stripVTControlCharacters } from "node:util"
import stringWidth from "string-width"

/** How many columns a text takes on a terminal; wide characters take two, colours none. */
export const widthOf = (text: string): number => (narrow.test(text) ? text.length : stringWidth(text))

/** Most of what is shown needs no table of Unicode to be measured: a view measures hundreds of cells at each look. */
const narrow = /^[ -~▁-█░▓●◐◌◇⏸✂✕✓·—…←↑→↓≈≤≥±]*$/

/** One line cut to what fits, with an ellipsis; no character is cut in two, and what would move the cursor is taken out. */
export function cut(given: string, width: number): string {
  const text = narrow.test(given) ? given : stripVTControlCharacters(given).replace(/\p{Cc}+/gu, " ")
  if (widthOf(text) <= width) return text
  if (narrow.test(text)) return `${text.slice(0, Math.max(0, width - 1))}…`
  let [kept, taken] = ["", 0]
  for (const { segment } of characters.segment(text)) {
    taken += widthOf(segment)
    if (taken > width - 1) break
    kept += segment
  }
  return `${kept}…`
}

const characters = new Intl.Segmenter(undefined, { granularity: "grapheme" })
