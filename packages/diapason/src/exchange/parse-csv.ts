/** The rows of a text of comma-separated values, with quotes as in RFC 4180; rows may end with a carriage return too. Empty rows are left out. */
export function parseCsv(text: string): readonly (readonly string[])[] {
  const rows: string[][] = []
  let row: string[] = []
  let [cell, quoted, touched] = ["", false, false]
  const endCell = (): void => {
    row.push(cell)
    cell = ""
  }
  const endRow = (): void => {
    endCell()
    if (touched) rows.push(row)
    ;[row, touched] = [[], false]
  }
  const source = text.replace(/^\uFEFF/, "")
  for (let i = 0; i < source.length; i++) {
    const char = source[i]!
    if (quoted && char === '"' && source[i + 1] === '"') cell += source[++i]!
    else if (char === '"') [quoted, touched] = [!quoted, true]
    else if (quoted) cell += char
    else if (char === ",") {
      endCell()
      touched = true
    } else if (char === "\n") endRow()
    else if (char !== "\r") {
      cell += char
      touched = true
    }
  }
  if (touched || cell !== "") endRow()
  return rows
}
