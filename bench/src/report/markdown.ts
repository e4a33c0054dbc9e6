import { isNumeric, type Block, type Table } from "./block.ts"

/** The blocks as Markdown; charts are for the page. */
export const markdown = (title: string, blocks: readonly Block[]): string =>
  `${[`# ${title}`, ...blocks.flatMap((block) => textOf(block))].join("\n\n")}\n`

function textOf(block: Block): readonly string[] {
  switch (block.kind) {
    case "heading":
      return [`## ${block.text}`]
    case "paragraph":
      return [block.text]
    case "table":
      return [tableOf(block)]
    case "chart":
      return []
  }
}

function tableOf(table: Table): string {
  const { head, rows, best } = table
  const line = (cells: readonly string[]): string => `| ${cells.join(" | ")} |`
  const rule = `|${head.map((_, i) => (i > 0 && isNumeric(table, i) ? "---:" : "---")).join("|")}|`
  const body = rows.map((cells, row) => line(cells.map((cell, column) => (best.has(`${row},${column}`) ? `**${cell}**` : cell))))
  return [line(head), rule, ...body].join("\n")
}
