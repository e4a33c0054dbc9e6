/** A piece of a report. Tables hold text; `best` marks cells to stand out, by row and column. */
export type Block = Heading | Paragraph | Table | Chart

export interface Heading {
  readonly kind: "heading"
  readonly text: string
}
export interface Paragraph {
  readonly kind: "paragraph"
  readonly text: string
}
export interface Table {
  readonly kind: "table"
  readonly head: readonly string[]
  readonly rows: readonly (readonly string[])[]
  readonly best: ReadonlySet<string>
}
/** Lines over the trials 1, 2, …, for the page alone. */
export interface Chart {
  readonly kind: "chart"
  readonly title: string
  readonly lines: readonly { readonly name: string; readonly values: readonly number[] }[]
}

export const heading = (text: string): Heading => ({ kind: "heading", text })
export const paragraph = (text: string): Paragraph => ({ kind: "paragraph", text })

/** A table of numbers by row: the best of each column stands out, where `better` says which end is good. */
export function figures(
  head: readonly string[],
  rows: readonly { readonly name: string; readonly values: readonly number[] }[],
  better: (column: number) => "least" | "greatest",
): Table {
  const columns = head.slice(1).map((_, column) => rows.map(({ values }) => values[column]!))
  const tops = columns.map((values, column) => (better(column) === "least" ? Math.min(...values) : Math.max(...values)))
  const best = rows.flatMap(({ values }, row) =>
    values.flatMap((value, column) => (value === tops[column] ? [`${row},${column + 1}`] : [])),
  )
  return { kind: "table", head, rows: rows.map(({ name, values }) => [name, ...values.map(short)]), best: new Set(best) }
}

/** Whether a column holds numbers, which stand at the right. */
export const isNumeric = ({ rows }: Table, column: number): boolean =>
  rows.every((cells) => /^([-\d∞–][\d.e+-]*)?$/.test(cells[column] ?? ""))

/** Three digits that count; small numbers as powers of ten. */
export function short(x: number): string {
  if (!Number.isFinite(x)) return Number.isNaN(x) ? "–" : "∞"
  const size = Math.abs(x)
  if (x === 0 || size >= 1000) return String(Math.round(x))
  return size < 1e-3 ? x.toExponential(1) : String(Number(x.toPrecision(3)))
}
