import { countingTrials, objectiveLosses, type Board } from "@diapason/views"
import { valueAxisOf } from "../axes.ts"
import type { Panel } from "../panel.ts"
import type { StudyView } from "../study-view.ts"

interface Row {
  /** How many of the studies came at least as far. */
  readonly studies: number
  readonly first: number
  readonly second: number
}

/** What one, half and all of several studies attained in two objectives (Fonseca & Fleming 1996). */
export const attainmentPanel = (first: string, second: string): Panel<Row> => ({
  id: "attainment",
  asks: `What do repeated searches attain in ${first} and ${second}?`,
  help: "Each line is the edge of what so many of the studies reached: whatever lies behind it was attained by at least as many. Where the lines lie close together the search finds the same front each time; where they lie apart, one study says little.",
  lacks(view) {
    const has = frontsOf(view, first, second).length
    return has >= 2
      ? undefined
      : { says: "Attainment compares studies: two with complete trials are needed, of the same two objectives.", has, needs: 2 }
  },
  rows: (view) => rowsOf(view, first, second),
  columns: [
    { name: "attained by studies", value: ({ studies }) => studies },
    { name: first, value: (row) => row.first },
    { name: second, value: (row) => row.second },
  ],
  summary(rows, view) {
    const count = frontsOf(view, first, second).length
    const all = rows.filter(({ studies }) => studies === count).length
    return `${count} studies; ${all === 0 ? "nothing was attained by all of them" : `${all} points stand on the edge of what all of them attained`}.`
  },
  draw(rows, view, look) {
    const count = frontsOf(view, first, second).length
    const levels = levelsOf(count)
    const names = levels.map((level) => nameOf(level, count))
    return {
      grid: { left: 60, right: 24, top: 34, bottom: 40 },
      legend: { top: 0, left: 0, textStyle: { color: look.text }, data: names },
      tooltip: { trigger: "item" },
      xAxis: valueAxisOf(look, first),
      yAxis: { ...valueAxisOf(look), name: second, nameTextStyle: { color: look.faint, align: "left" } },
      series: levels.map((level, i) => ({
        name: names[i]!,
        type: "line",
        step: "end",
        symbol: "circle",
        symbolSize: 4,
        lineStyle: { color: look.categories[i]!, width: 2, type: (["solid", "dashed", "dotted"] as const)[i] },
        itemStyle: { color: look.categories[i]! },
        data: rows.filter(({ studies }) => studies === level).map((row) => [row.first, row.second]),
      })),
    }
  },
})

const nameOf = (level: number, count: number): string =>
  level === count ? `all ${count} studies` : level === 1 ? "at least one" : `${level} of ${count}`

/** One, half and all of the studies. */
const levelsOf = (count: number): readonly number[] => [...new Set([1, Math.ceil(count / 2), count])]

type Point = readonly [first: number, second: number]

/** By study its complete trials in both objectives as losses, sorted; studies without any are left out. */
function frontsOf({ board, others = [] }: StudyView, first: string, second: string): readonly (readonly Point[])[] {
  return [board, ...others]
    .map((one) => pointsOf(one, board.ledger.definition.objectives, first, second))
    .filter((points) => points.length > 0)
}

function pointsOf({ table }: Board, objectives: Board["ledger"]["definition"]["objectives"], first: string, second: string): Point[] {
  const losses = [first, second].map((name) =>
    objectiveLosses(
      table,
      objectives.find(({ metric }) => metric === name)!,
    ),
  )
  return Array.from(countingTrials(losses), (n): Point => [losses[0]![n]!, losses[1]![n]!])
    .filter(([a, b]) => Number.isFinite(a) && Number.isFinite(b))
    .sort((a, b) => a[0] - b[0] || a[1] - b[1])
}

function rowsOf(view: StudyView, first: string, second: string): readonly Row[] {
  const fronts = frontsOf(view, first, second)
  const { objectives } = view.board.ledger.definition
  const [signOne, signTwo] = [first, second].map((name) =>
    objectives.find(({ metric }) => metric === name)!.direction === "minimize" ? 1 : -1,
  ) as [number, number]
  const places = [...new Set(fronts.flatMap((points) => points.map(([x]) => x)))].sort((a, b) => a - b)
  const reached = fronts.map((points) => lowest(points, places))
  return levelsOf(fronts.length).flatMap((studies) => {
    let edge = Infinity
    return places.flatMap((x, i) => {
      const y = reached.map((column) => column[i]!).sort((a, b) => a - b)[studies - 1]!
      if (!(y < edge)) return []
      edge = y
      return [{ studies, first: signOne * x, second: signTwo * y }]
    })
  })
}

/** At each place the least second loss of the points up to it; infinite before the first. */
function lowest(points: readonly Point[], places: readonly number[]): readonly number[] {
  let [next, least] = [0, Infinity]
  return places.map((x) => {
    for (; next < points.length && points[next]![0] <= x; next++) least = Math.min(least, points[next]![1])
    return least
  })
}
