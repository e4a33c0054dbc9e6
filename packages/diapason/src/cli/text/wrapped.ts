import { widthOf } from "./width.ts"

/** A text in lines of at most `width` columns, broken between words; a word that is longer stands alone. At least one line. */
export function wrapped(text: string, width: number): readonly string[] {
  const lines: string[] = []
  let line = ""
  for (const word of text.split(" ")) {
    if (line !== "" && widthOf(line) + 1 + widthOf(word) > width) {
      lines.push(line)
      line = word
    } else line = line === "" ? word : `${line} ${word}`
  }
  return [...lines, line]
}

/** Filled with spaces up to a width in columns. */
export const spaced = (text: string, width: number): string => text + " ".repeat(Math.max(0, width - widthOf(text)))
