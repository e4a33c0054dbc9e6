import { themes } from "./look.ts"
import type { Panel } from "./panel.ts"
import type { StudyView } from "./study-view.ts"
import { drawnOption } from "./text/drawn-option.ts"
import { textBars } from "./text/text-bars.ts"
import { textGrid } from "./text/text-grid.ts"
import { showNumber } from "./words/show-value.ts"

/**
 * A figure in characters: its question, the picture from the same specification as everywhere, and what it says in a sentence. Pictures that
 * characters cannot show are a table; several small ones stand below each other. `width` and `height` count characters.
 */
export function textOf(panel: Panel, view: StudyView, width: number, height: number): readonly string[] {
  const lack = panel.lacks(view)
  if (lack !== undefined) return [panel.asks, "", lack.says, ...barOf(lack.has, lack.needs)]
  const rows = panel.rows(view)
  const option = drawnOption(panel.draw(rows, view, themes.light))
  const grids = Array.from({ length: option.grids }, (_, i) => textGrid(option, i, width, option.grids > 1 ? 11 : height))
  const shown = grids.filter((grid) => grid !== undefined)
  const picture = textBars(option, width) ?? (shown.length > 0 ? shown.flatMap((grid, i) => (i > 0 ? ["", ...grid] : grid)) : undefined)
  return [panel.asks, "", ...(picture ?? tableOf(panel, rows, height)), "", panel.summary(rows, view)]
}

const barOf = (has: number | undefined, needs: number | undefined): readonly string[] => {
  if (has === undefined || needs === undefined) return []
  const full = Math.round((20 * Math.min(has, needs)) / Math.max(1, needs))
  return [`${"█".repeat(full)}${"░".repeat(20 - full)} ${has} of ${needs}`]
}

/** The rows as a table, as many as have room. */
function tableOf(panel: Panel, rows: readonly object[], height: number): readonly string[] {
  const most = Math.max(5, height - 2)
  const cells = rows.slice(0, most).map((row) => panel.columns.map(({ value }) => cellOf(value(row))))
  const lines = [panel.columns.map(({ name }) => name), ...cells]
  const widths = panel.columns.map((_, i) => Math.max(...lines.map((line) => line[i]!.length)))
  const rest = rows.length > most ? [`… and ${rows.length - most} more rows`] : []
  return [...lines.map((line) => line.map((cell, i) => cell.padStart(widths[i]!)).join("  ")), ...rest]
}

const cellOf = (value: string | number | undefined): string =>
  value === undefined ? "–" : typeof value === "number" ? showNumber(value) : value
