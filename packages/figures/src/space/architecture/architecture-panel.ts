import { objectiveLosses, topOf, type Column, type TrialTable } from "@diapason/views"
import type { Panel } from "../../panel.ts"
import type { StudyView } from "../../study-view.ts"

interface Row {
  readonly choice: string
  readonly value: string
  /** Among the best tenth, and among all that count, 0..1. */
  readonly best: number
  readonly all: number
}

/** Parameters that choose a form rather than a size: branches with something inside, elements of lists, operations and edges of networks. */
export const formsOf = ({ columns }: TrialTable): readonly Column[] => {
  const parameters = columns.filter(({ kind }) => kind === "parameter")
  return parameters.filter(
    ({ name, words }) =>
      words !== undefined &&
      words.length > 1 &&
      (/\[\d+\]|\.op$|\.\d+-\d+$/.test(name) || parameters.some((other) => other.name.startsWith(`${name}.`))),
  )
}

/** How often each branch was chosen among the best and among all. */
export const architecturePanel: Panel<Row> = {
  id: "architecture",
  asks: "Which forms do the best ones choose?",
  help: "For each branch, each choice inside a list, and each operation and edge of a network: how often it occurs among the best tenth of the complete trials (full bars, at least three trials) and among all of them (hollow bars). Of many, those in which the two differ most; the table has all. A full bar much longer than its hollow one says that the best ones prefer it; a sampler that already prefers it makes both grow.",
  lacks(view) {
    if (formsOf(view.board.table).length === 0) return { says: "The space has no branches and no lists: there are no forms to compare." }
    const has = countOf(view)
    return has >= leastTrials ? undefined : { says: `Forms are compared from ${leastTrials} complete trials on.`, has, needs: leastTrials }
  },
  rows(view) {
    const { table } = view.board
    const losses = lossesOf(view)
    const all = topOf(table, losses, "up", table.size)
    const best = all.slice(0, Math.max(3, Math.ceil(all.length / 10)))
    return formsOf(table).flatMap((column) => {
      const [ofBest, ofAll] = [sharesOf(column, best), sharesOf(column, all)]
      return column
        .words!.map((value, i) => ({ choice: column.name, value, best: ofBest[i]!, all: ofAll[i]! }))
        .filter((row) => row.all > 0)
    })
  },
  columns: [
    { name: "choice", value: ({ choice }) => choice },
    { name: "value", value: ({ value }) => value },
    { name: "share of the best", value: ({ best }) => best },
    { name: "share of all", value: ({ all }) => all },
  ],
  summary(rows) {
    const top = [...rows].sort((a, b) => b.best - b.all - (a.best - a.all))[0]
    return top === undefined
      ? "No complete trial."
      : `${top.choice} ${top.value} is in ${percent(top.best)} of the best and in ${percent(top.all)} of all trials.`
  },
  draw(all, _, look) {
    const rows = telling(all)
    const names = rows.map(({ choice, value }) => `${choice} ${value}`)
    const bars = { type: "bar", barMaxWidth: 12, barGap: "10%" }
    return {
      grid: { left: 8, right: 30, top: 28, bottom: 24, outerBoundsMode: "same", outerBoundsContain: "axisLabel" },
      legend: { top: 0, left: 0, textStyle: { color: look.text }, itemWidth: 14, itemHeight: 10 },
      xAxis: {
        type: "value",
        min: 0,
        max: 1,
        axisLabel: { formatter: percent, color: look.faint },
        splitLine: { lineStyle: { color: look.line } },
      },
      yAxis: {
        type: "category",
        inverse: true,
        data: names,
        axisLabel: { color: look.text, width: 150, overflow: "truncate" },
        axisTick: { show: false },
      },
      series: [
        { ...bars, name: "best tenth", itemStyle: { color: look.accent }, data: rows.map(({ best }) => best) },
        {
          ...bars,
          name: "all",
          itemStyle: { color: look.surface, borderColor: look.faint, borderWidth: 1 },
          data: rows.map(({ all }) => all),
        },
      ],
    }
  },
}

const leastTrials = 10
/** More bars than these are no picture; the table has them all. */
const mostBars = 32

/** How tall the picture of the forms is, in pixels, so that its words do not touch. */
export const formsHeight = (table: TrialTable): number =>
  Math.max(
    340,
    84 +
      18 *
        Math.min(
          mostBars,
          formsOf(table).reduce((sum, { words }) => sum + words!.length, 0),
        ),
  )

/** The rows in which the best differ most from all, in their order. */
function telling(rows: readonly Row[]): readonly Row[] {
  const gaps = rows.map(({ best, all }) => Math.abs(best - all)).sort((a, b) => b - a)
  const least = gaps[mostBars] ?? -1
  return rows.filter(({ best, all }) => Math.abs(best - all) > least || rows.length <= mostBars)
}

const lossesOf = ({ board: { table, ledger }, mask }: StudyView): Column => {
  const losses = objectiveLosses(table, ledger.definition.objectives[0]!)
  return { name: "loss", kind: "metric", scale: "linear", values: losses.map((loss, n) => (mask[n] === 1 ? loss : NaN)) }
}

const countOf = (view: StudyView): number => lossesOf(view).values.reduce((count, loss) => (loss === loss ? count + 1 : count), 0)

/** By word: in which share of some trials it was chosen. */
function sharesOf({ words, values }: Column, trials: readonly number[]): readonly number[] {
  const counts = words!.map(() => 0)
  for (const n of trials) if (counts[values[n]!] !== undefined) counts[values[n]!]!++
  return counts.map((count) => count / Math.max(1, trials.length))
}

const percent = (share: number): string => `${Math.round(100 * share)} %`
