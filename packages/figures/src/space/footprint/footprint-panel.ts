import { columnNamed, footprintOf, marks, sampleOf, unitColumns, type Footprint, type Loading, type TrialTable } from "@diapason/views"
import type { EChartsCoreOption } from "echarts/core"
import type { Look } from "../../look.ts"
import type { Panel } from "../../panel.ts"
import type { StudyView } from "../../study-view.ts"
import { axisOf, placesOf } from "../parallel/axis.ts"
import { rampOf, rampSteps } from "../ramp.ts"

interface Row {
  /** Absent for a place where nothing was tried. */
  readonly trial?: number
  readonly x: number
  readonly y: number
  readonly kept: boolean
}

/** Where in the space trials lie, and where none does. */
export const footprintPanel: Panel<Row> = {
  id: "footprint",
  asks: "What was tried, and what was not?",
  help: "The space pressed flat: the two directions in which trials differ most. Filled marks are trials, stronger the better; hollow ones are places, evenly spread over the space, near to which nothing was tried. Near here can still be far apart in what the plane does not show. Parameters that are only sometimes active are left out.",
  lacks({ board }) {
    if (unitColumns(board.table, board.ledger.space, []).length === 0)
      return { says: "No parameter is always active: there is no map that all trials share." }
    const has = board.table.size
    return has >= leastTrials ? undefined : { says: `A map needs ${leastTrials} trials.`, has, needs: leastTrials }
  },
  rows(view) {
    const { points, untried } = mapOf(view)
    return [
      ...untried.map(([x, y]) => ({ x, y, kept: true })),
      ...points.map(({ trial, x, y }) => ({ trial, x, y, kept: view.mask[trial] === 1 })),
    ]
  },
  columns: [
    { name: "trial", value: ({ trial }) => trial ?? "not tried" },
    { name: "across", value: ({ x }) => Number(x.toFixed(4)) },
    { name: "up", value: ({ y }) => Number(y.toFixed(4)) },
  ],
  summary(_, view) {
    const { covered, shown } = mapOf(view)
    return `Trials lie near ${Math.round(100 * covered)} % of the space; the map shows ${Math.round(100 * shown)} % of how they differ.`
  },
  draw: picture,
}

const leastTrials = 5
const mostTrials = 1500
const known = new WeakMap<TrialTable, Footprint>()

/** The map of a view's table, made once for each table. */
function mapOf({ board: { table, ledger } }: StudyView): Footprint {
  const found = known.get(table)
  if (found !== undefined) return found
  const all = new Uint8Array(table.size).fill(1)
  const column = columnNamed(table, ledger.definition.objectives[0]!.metric)!
  const trials = sampleOf(table, column, mostTrials, all)
  const made = footprintOf(unitColumns(table, ledger.space, trials), trials)!
  known.set(table, made)
  return made
}

function picture(rows: readonly Row[], view: StudyView, look: Look): EChartsCoreOption {
  const { board } = view
  const { directions } = mapOf(view)
  const objective = board.ledger.definition.objectives[0]!
  const column = columnNamed(board.table, objective.metric)!
  const places = placesOf(axisOf(column, board.table.size, "rank"), board.table.size)
  const ramp = rampOf(look)
  const colour = (trial: number): string => {
    const place = places[trial]!
    if (place !== place || marks[board.table.mark[trial]!] !== "complete") return look.faint
    return ramp[Math.min(rampSteps - 1, Math.floor((objective.direction === "minimize" ? 1 - place : place) * rampSteps))]!
  }
  const tried = rows.filter(({ trial }) => trial !== undefined)
  const axis = {
    type: "value",
    scale: true,
    splitLine: { show: false },
    axisLabel: { show: false },
    axisTick: { show: false },
    axisLine: { onZero: false, lineStyle: { color: look.line } },
    nameLocation: "middle",
    nameTextStyle: { color: look.faint, fontSize: 12 },
  }
  return {
    grid: { left: 34, right: 12, top: 10, bottom: 34 },
    xAxis: { ...axis, name: directionName(directions[0]), nameGap: 12 },
    yAxis: { ...axis, name: directionName(directions[1]), nameGap: 12 },
    tooltip: { trigger: "item", confine: true },
    series: [
      {
        type: "scatter",
        symbolSize: 7,
        silent: true,
        itemStyle: { color: "transparent", borderColor: look.faint, borderWidth: 1, opacity: 0.55 },
        data: rows.filter(({ trial }) => trial === undefined).map(({ x, y }) => [x, y]),
      },
      {
        type: "scatter",
        symbolSize: 8,
        data: tried.map(({ trial, x, y, kept }) => ({
          value: [x, y],
          trial: trial!,
          itemStyle: { color: kept ? colour(trial!) : look.faint, opacity: kept ? 0.9 : 0.2 },
          tooltip: { formatter: `#${trial!}: ${Number((column.values[trial!] ?? NaN).toPrecision(5))}` },
        })),
      },
    ],
  }
}

/** `+lr −bs`: what rises along a direction. */
const directionName = (loadings: readonly Loading[]): string =>
  loadings.length === 0
    ? "nothing more varies"
    : loadings
        .slice(0, 3)
        .map(({ name, weight }) => `${weight < 0 ? "−" : "+"}${name}`)
        .join("  ")
