import { isNumeric, type Block, type Table } from "./block.ts"
import { escape } from "./escape.ts"
import { lineChart } from "./line-chart.ts"

/** The blocks as one HTML page that needs nothing else. */
export const page = (title: string, blocks: readonly Block[]): string => `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escape(title)}</title>
<style>${style}</style>
<main>
<h1>${escape(title)}</h1>
${blocks.map(htmlOf).join("\n")}
</main>
</html>
`

function htmlOf(block: Block): string {
  switch (block.kind) {
    case "heading":
      return `<h2>${escape(block.text)}</h2>`
    case "paragraph":
      return `<p>${richText(block.text)}</p>`
    case "table":
      return tableOf(block)
    case "chart":
      return `<figure><figcaption>${escape(block.title)}</figcaption>${lineChart(block.lines)}</figure>`
  }
}

function tableOf(table: Table): string {
  const { head, rows, best } = table
  const wordy = head.map((_, column) => !isNumeric(table, column))
  const classOf = (row: number, column: number): string =>
    [best.has(`${row},${column}`) ? "best" : "", wordy[column] === true ? "words" : ""].filter((name) => name !== "").join(" ")
  const cell = (tag: string, text: string, names: string): string =>
    `<${tag}${names === "" ? "" : ` class="${names}"`}>${richText(text)}</${tag}>`
  const body = rows.map((cells, row) => `<tr>${cells.map((text, column) => cell("td", text, classOf(row, column))).join("")}</tr>`)
  const top = head.map((text, column) => cell("th", text, classOf(-1, column))).join("")
  return `<div class="wide"><table><tr>${top}</tr>\n${body.join("\n")}\n</table></div>`
}

/** Text in which backticks make code. */
const richText = (text: string): string => escape(text).replace(/`([^`]+)`/g, "<code>$1</code>")

const style = `
:root { color-scheme: light dark; --ink: #1b1f24; --soft: #5b6470; --line: #d5dae0; --paper: #fff }
@media (prefers-color-scheme: dark) { :root { --ink: #e4e7eb; --soft: #9aa4b0; --line: #3a424c; --paper: #14181d } }
body { margin: 0; background: var(--paper); color: var(--ink); font: 16px/1.5 system-ui, sans-serif }
main { max-width: 60rem; margin: 0 auto; padding: 1rem }
h2 { margin-top: 2.5rem }
.wide { overflow-x: auto; margin: 1rem 0 }
table { border-collapse: collapse; font-variant-numeric: tabular-nums; font-size: .9rem }
th, td { padding: .2rem .6rem; border-bottom: 1px solid var(--line); text-align: right; white-space: nowrap }
.words { text-align: left; white-space: normal }
th:first-child, td:first-child { text-align: left; white-space: nowrap }
th { color: var(--soft); font-weight: 600 }
.best { font-weight: 700 }
figure { margin: 1.5rem 0 }
figcaption { font-weight: 600; margin-bottom: .3rem }
svg { width: 100%; height: auto; overflow: visible }
svg text { fill: var(--soft); font-size: 12px }
svg .grid { stroke: var(--line) }
`
