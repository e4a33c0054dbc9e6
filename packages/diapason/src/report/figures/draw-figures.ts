import type { Importance, NoImportance, NoRerun, Rerun } from "@diapason/algorithms"
import type { Ledger } from "@diapason/core"
import type { Board } from "@diapason/views"
import {
  bestSoFarWith,
  figures,
  importancePanel,
  interactionFigures,
  viewOf,
  type Figure,
  type Lack,
  type Panel,
  type StudyView,
} from "@diapason/figures"
import { pictureOf } from "@diapason/figures/svg"
import { shellWord } from "../../cli/text/argv.ts"
import { withoutUnseen } from "../page/markup.ts"
import { thinned } from "../page/table.ts"
import { inPageColours, pageLook } from "./page-look.ts"
import { slimSvg } from "./slim-svg.ts"

/** A figure of a report: its question with the picture and the numbers in it, or with what it lacks. */
export interface DrawnFigure {
  /** As in addresses: `#figure-history`. */
  readonly name: string
  readonly asks: string
  readonly help: string
  readonly lack?: Lack
  readonly summary: string
  /** An `svg` element; empty where something is lacking. */
  readonly svg: string
  readonly columns: readonly string[]
  /** Evenly spaced ones of all. */
  readonly rows: readonly (readonly (string | number)[])[]
  /** How many rows the figure was drawn from. */
  readonly all: number
}

interface Drawable {
  readonly ledger: Ledger
  readonly board: Board
  readonly rerun: Rerun | NoRerun
}

/**
 * Every figure of a study, in the order in which they are listed. One that cannot be drawn says so; the others are not affected. All that need
 * no word on what mattered are drawn at once, those that do when it is known.
 */
export function drawFigures({ board, ledger, rerun }: Drawable): (importance: Importance | NoImportance) => readonly DrawnFigure[] {
  const view = viewOf(board, ledger.at)
  // What was reckoned once already is not asked again.
  const history: Figure = { name: "history", panel: () => bestSoFarWith(() => rerun) }
  const all = [...figures, ...interactionFigures].map((figure) => {
    if (figure.name === "importance") return undefined
    if (figure.slow !== undefined && ledger.finished.length > many) return left(figure.name, figure.slow.asks, ledger)
    return attempted(figure.name === history.name ? history : figure, view)
  })
  return (importance) => all.map((one) => one ?? attempted({ name: "importance", panel: () => importancePanel(importance) }, view))
}

function attempted(figure: Figure, view: StudyView): DrawnFigure {
  try {
    return drawn(figure, view)
  } catch (error) {
    const says = `It could not be drawn: ${error instanceof Error ? error.message : String(error)}`
    return { ...empty, name: figure.name, asks: figure.slow?.asks ?? figure.name, help: "", lack: { says }, summary: says }
  }
}

/** Finished trials. */
const many = 200

/** One whose model is asked thousands of times: with many trials that takes longer than all the rest, and a report is not to wait. */
function left(name: string, asks: string, { definition, finished }: Ledger): DrawnFigure {
  const line = `diapason plot ${shellWord(definition.name)} ${name}`
  const says = `For ${finished.length} trials its model takes some seconds, for which a report does not wait: ${line} draws it.`
  return { ...empty, name, asks, help: "", lack: { says }, summary: says }
}

const empty = { svg: "", columns: [], rows: [], all: 0 } as const

function drawn(figure: Figure, view: StudyView): DrawnFigure {
  const panel = figure.panel(view, width)
  const { asks, help } = panel
  const { name } = figure
  const lack = panel.lacks(view)
  if (lack !== undefined) return { ...empty, name, asks, help, lack, summary: lack.says }
  const rows = panel.rows(view)
  const height = figure.height?.(view, width) ?? usualHeight
  const svg = slimSvg(inPageColours(withoutUnseen(pictureOf(panel, rows, view, { width, height, look: pageLook }))))
  // Values near the end of what numbers can hold have places that are none; a picture of the rest would mislead.
  const says = "Its values differ by more than a picture can show."
  if (/[ ,"](?:NaN|-?Infinity)[ ,"]/.test(svg)) return { ...empty, name, asks, help, lack: { says }, summary: says }
  return {
    name,
    asks,
    help,
    summary: panel.summary(rows, view),
    svg,
    columns: panel.columns.map(({ name }) => name),
    ...cellsOf(panel, rows),
  }
}

function cellsOf(panel: Panel, rows: readonly object[]): Pick<DrawnFigure, "rows" | "all"> {
  const shown = thinned(rows, mostRows)
  return { rows: shown.map((row) => panel.columns.map(({ value }) => value(row) ?? "")), all: rows.length }
}

/** Pixels of the page. */
const width = 900
const usualHeight = 330

/** Rows of a figure's table. */
const mostRows = 200
