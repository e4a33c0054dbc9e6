import { columnNamed, objectiveLosses } from "@diapason/views"
import type { Look } from "../../look.ts"
import type { Panel } from "../../panel.ts"
import type { StudyView } from "../../study-view.ts"
import { showValue } from "../../words/show-value.ts"
import { effectsFor } from "../effects-for.ts"
import { rampOf, rampSteps } from "../ramp.ts"
import { axisColumns } from "./axis-order.ts"
import { axisOf, placesOf, type Axis } from "./axis.ts"
import { whichLines } from "./which-lines.ts"

interface Row {
  readonly trial: number
  /** Rank of the objective from the worst, 0, to the best, 1; NaN without a value. */
  readonly goodness: number
  /** By axis 0..1; NaN where the trial has no value. */
  readonly places: readonly number[]
  readonly settings: string
  readonly value: number
}

/** Trials as lines over parallel axes, for files and reports; the page's own can be brushed. */
export const parallelPanel: Panel<Row> = {
  id: "parallel",
  asks: "Which settings lead to good values?",
  help: "Each line is a trial that passes each axis at its value; colours are ranks: on a light ground the darkest are the best, on a dark one the brightest. A line is broken where a parameter was not active. Lines that run together need not mean cause: a sampler that tries good regions more often draws more lines there.",
  lacks({ board: { table, ledger }, mask }) {
    const losses = objectiveLosses(table, ledger.definition.objectives[0]!)
    const has = losses.reduce((count, loss, n) => (loss === loss && mask[n] === 1 ? count + 1 : count), 0)
    return has > 0 ? undefined : { says: "No value yet: the first complete trial brings one.", has, needs: 1 }
  },
  rows: rowsOf,
  columns: [
    { name: "trial", value: ({ trial }) => trial },
    { name: "settings", value: ({ settings }) => settings },
    { name: "value", value: ({ value }) => value },
  ],
  summary(rows, view) {
    const best = rows.reduce((a, b) => (b.goodness > a.goodness ? b : a))
    return `${axesOf(view).length} axes, ${rows.length} trials; the best, #${best.trial}, has ${best.settings}.`
  },
  draw(rows, view, look) {
    const axes = axesOf(view)
    return {
      grid: { left: 14, right: 14, top: 10, bottom: 14 },
      xAxis: { type: "value", min: -0.1, max: axes.length - 0.75, show: false },
      yAxis: { type: "value", min: -0.02, max: 1.1, show: false },
      series: [...linesOf(rows, look), ...axisSeries(axes, look)],
    }
  },
  trialOf: ({ trial }) => trial,
}

const most = 1000

const axesOf = ({ board, choices }: StudyView): readonly Axis[] => {
  const { table, ledger } = board
  const { objectives } = ledger.definition
  const names = objectives.map(({ metric }) => metric)
  return axisColumns(table, names, choices["axes"], effectsFor({ board })).map((column) => axisOf(column, table.size, "linear"))
}

function rowsOf(view: StudyView): readonly Row[] {
  const { table, ledger } = view.board
  const { metric, direction } = ledger.definition.objectives[0]!
  const losses = objectiveLosses(table, ledger.definition.objectives[0]!)
  const column = columnNamed(table, metric)!
  const ranks = placesOf(axisOf({ ...column, values: losses }, table.size, "rank"), table.size)
  const axes = axesOf(view)
  const places = axes.map((axis) => placesOf(axis, table.size))
  const usable = view.mask.map((kept, n) => (kept === 1 && losses[n] === losses[n] ? 1 : 0))
  const sign = direction === "minimize" ? 1 : -1
  return Array.from(whichLines(usable, 1, table.size, ranks, most).trials, (trial) => ({
    trial,
    goodness: 1 - ranks[trial]!,
    places: places.map((of) => of[trial]!),
    settings: axes
      .filter(({ column: { kind, values } }) => kind === "parameter" && values[trial] === values[trial])
      .map(({ column: own }) => `${own.name} ${showValue(own, own.values[trial])}`)
      .join(", "),
    value: sign * losses[trial]!,
  }))
}

/** Lines of one colour are one series with gaps, the good ones above. */
function linesOf(rows: readonly Row[], look: Look): readonly object[] {
  const ramp = rampOf(look)
  const shade = ({ goodness }: Row): number => Math.min(rampSteps - 1, Math.floor(goodness * rampSteps))
  return [...new Set(rows.map(shade))]
    .sort((a, b) => a - b)
    .map((step) => ({
      type: "line",
      symbol: "none",
      silent: true,
      z: 2,
      lineStyle: { color: ramp[step]!, width: 1.2, opacity: Math.max(0.25, Math.min(0.9, 40 / rows.length + (0.6 * step) / rampSteps)) },
      data: rows
        .filter((row) => shade(row) === step)
        .flatMap(({ places }) => [...places.map((place, i) => [i, place === place ? place : null]), [null, null]]),
    }))
}

/** Axes as lines with their titles above and their ticks beside them. All of a kind are one series: each series costs more than its points. */
function axisSeries(axes: readonly Axis[], look: Look): readonly object[] {
  const mark = { type: "scatter", silent: true, symbol: "rect", z: 4, itemStyle: { color: look.text } }
  const label = { show: true, position: "right", color: look.text, fontSize: 10, backgroundColor: look.surface, padding: [1, 2] }
  const ticks = axes.flatMap((axis, at) => shown(axis.ticks).map(({ place, text }) => ({ at, place, text })))
  return [
    {
      type: "line",
      symbol: "none",
      silent: true,
      z: 3,
      lineStyle: { color: look.text, width: 1 },
      data: axes.flatMap((_, at) => [
        [at, 0],
        [at, 1],
        [null, null],
      ]),
    },
    {
      ...mark,
      symbolSize: [6, 1],
      label: { ...label, formatter: ({ dataIndex }: { dataIndex: number }) => ticks[dataIndex]!.text },
      data: ticks.map(({ at, place }) => [at, place]),
    },
    {
      ...mark,
      symbolSize: 0.1,
      label: { ...label, fontWeight: 600, fontSize: 12, formatter: ({ dataIndex }: { dataIndex: number }) => axes[dataIndex]!.title },
      data: axes.map((_, at) => [at, 1.08]),
    },
  ]
}

/** At most seven ticks: more do not stand beside lines. */
const shown = (ticks: Axis["ticks"]): Axis["ticks"] => {
  const every = Math.ceil(ticks.length / 7)
  return ticks.filter((_, i) => i % every === 0)
}
