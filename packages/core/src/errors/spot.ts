/** Where something stands that a person wrote, in the words of a message. */
export interface Spot {
  /** The offending text, as it was written. */
  readonly spec: string
  /** `column 8`, or a path such as `space.lr.low`. */
  readonly at: string
  /** The text with a caret below the column, each on a line of its own; empty when there is no column. */
  readonly caret: string
}

/** The spot at an offset (from 0) of a one-line text. Columns count from 1. */
export function spotInText(text: string, offset: number): Spot {
  return { spec: text, at: `column ${offset + 1}`, caret: `\n  ${text}\n  ${" ".repeat(offset)}^` }
}

/** The spot of an offset in a text, where the text itself may stand inside another. */
export type SpotAt = (offset: number) => Spot

/** The spot of a value in JSON, named by its path. A long value is cut. */
export function spotInJson(name: string, value: unknown, path: string): Spot {
  const text = `${name}=${typeof value === "string" ? value : JSON.stringify(value)}`
  return { spec: text.length > 100 ? `${text.slice(0, 99)}…` : text, at: path, caret: "" }
}
