import type { NoRerun, Rerun } from "@diapason/algorithms"
import { marks, type BaselineTrial } from "@diapason/views"
import { shownBaselines } from "../with-baselines.ts"
import { robustRange } from "../curves/robust-range.ts"
import { inWords } from "../words/in-words.ts"
import { bandOf } from "./best-band.ts"
import { bestChoice, bestRows, type BestRow } from "./best-rows.ts"
import { showNumber } from "../words/show-value.ts"
import type { Panel } from "../panel.ts"
import type { StudyView } from "../study-view.ts"

/** How the best value came down, or up, with the trials; what is known of runs to come is not asked. */
export const bestSoFar: Panel<BestRow> = bestSoFarWith(() => undefined)

/** The same with what the best trial by then is likely to come to when it is run again, as a band. `rerun` is asked for nothing but rows. */
export function bestSoFarWith(rerun: () => Rerun | NoRerun | undefined): Panel<BestRow> {
  const likely = (): Rerun["likely"] | undefined => {
    const told = rerun()
    return told !== undefined && "likely" in told ? told.likely : undefined
  }
  return {
    id: "best-so-far",
    asks: "How good is it?",
    help: "Each point is a complete trial, the line the best value so far, dashed lines the baselines. The band is what the best trial by then is likely to come to when it is run again, 90 %, by all that is known now: a line that runs along the good edge of the band, or beyond it, is partly luck. A flat line at the end says that the search has settled, or is stuck: look at Space to tell which. Values far outside stand on the upper or lower edge with their count.",
    lacks({ board: { ledger, table } }) {
      if (ledger.front.length > 0) return undefined
      const running = ledger.running.size
      const failed = table.mark.slice(0, table.size).filter((mark) => marks[mark] === "failed").length
      if (failed > 0 && running === 0)
        return { says: `No value yet: ${failed} of ${table.size} trials have failed. See “What went wrong?”` }
      return {
        says:
          running > 0
            ? `No value yet: ${running} running, the first complete trial brings one.`
            : "No value yet: the first complete trial brings one.",
      }
    },
    rows: ({ board: { ledger, table }, mask, choices }) =>
      bestRows(table, ledger.definition.objectives[0]!, mask, bestChoice(choices), likely()),
    columns: [
      { name: "trial", value: ({ trial }) => trial },
      { name: "state", value: ({ mark }) => mark },
      { name: "value", value: ({ value }) => value },
      { name: "best so far", value: ({ best }) => best },
      { name: "run again, low", value: ({ likely }) => likely?.low },
      { name: "run again, high", value: ({ likely }) => likely?.high },
    ],
    summary(rows, { board: { ledger } }) {
      const last = rows.findLast(({ best }) => best !== undefined)
      const { metric } = ledger.definition.objectives[0]!
      if (last?.best === undefined) return `No value of ${metric} yet.`
      const best = `The best ${metric} of ${rows.length} trials shown is ${showNumber(last.best)}, of trial ${ledger.front[0] ?? last.trial}.`
      return [best, ...againSentence(last.likely, rerun())].join(" ")
    },
    draw(rows, view, look) {
      const { board, choices } = view
      const { metric, direction } = board.ledger.definition.objectives[0]!
      const { x, y } = bestChoice(choices)
      const byRank = y === "rank"
      const usable = y === "log" ? rows.filter(({ value }) => value > 0) : rows
      const range = robustRange(usable.map(({ value }) => value))
      const baselines = levelsOf(view, byRank ? undefined : range)
      const clip = (value: number): number => (byRank || range === undefined ? value : Math.min(range.high, Math.max(range.low, value)))
      const point = (row: BestRow): object => ({
        value: [row.x, byRank ? row.rank : clip(row.value)],
        trial: row.trial,
        ...(!byRank && range !== undefined && row.value > range.high && { symbol: "triangle" }),
        ...(!byRank && range !== undefined && row.value < range.low && { symbol: "triangle", symbolRotate: 180 }),
      })
      const of = (mark: string) => usable.filter((row) => row.mark === mark).map(point)
      const end = Math.max(...usable.map((row) => row.x), 1)
      const beyond = byRank ? 0 : (range?.hidden ?? 0)
      return {
        grid: { left: 52, right: 14, top: 26, bottom: 34 },
        xAxis: {
          type: "value",
          name: x === "time" ? "time since the first trial" : "trial",
          nameLocation: "middle",
          nameGap: 20,
          min: 0,
          max: end,
          minInterval: x === "time" ? undefined : 1,
          splitLine: { show: false },
          axisLine: { onZero: false, lineStyle: { color: look.line } },
          axisTick: { show: false },
          nameTextStyle: { color: look.faint, fontSize: 11 },
          axisLabel: {
            color: look.faint,
            fontSize: 11,
            hideOverlap: true,
            showMaxLabel: false,
            ...(x === "time" && { formatter: inWords }),
          },
        },
        yAxis: {
          type: y === "log" ? "log" : "value",
          inverse: byRank,
          nameLocation: byRank ? "start" : "end",
          ...(byRank && { min: 1, minInterval: 1 }),
          scale: true,
          name: byRank ? "rank" : `${metric} ${direction === "minimize" ? "↓" : "↑"}${beyond > 0 ? `   ▲ ${beyond} beyond the edge` : ""}`,
          nameTextStyle: { color: look.faint, fontSize: 11, align: "left", padding: [0, 0, 0, -44] },
          nameGap: 10,
          splitLine: { lineStyle: { color: look.line } },
          axisLabel: { color: look.faint, fontSize: 11, formatter: (value: number) => showNumber(Number(value.toPrecision(4))) },
        },
        tooltip: {
          trigger: "item",
          formatter: ({ data }: { data?: { trial?: number } }) => tipOf(rows, data?.trial, metric),
          backgroundColor: look.surface,
          borderColor: look.line,
          textStyle: { color: look.text, fontSize: 12 },
        },
        series: [
          { type: "scatter", symbolSize: 6, itemStyle: { color: look.faint, opacity: 0.75 }, data: of("complete") },
          {
            type: "scatter",
            symbolSize: 6,
            itemStyle: { color: "transparent", borderColor: look.faint, borderWidth: 1 },
            data: of("infeasible"),
          },
          {
            type: "scatter",
            symbolSize: 5,
            symbol: "path://M0 0 L10 10 M10 0 L0 10",
            itemStyle: { color: "transparent", borderColor: look.faint, borderWidth: 1, opacity: 0.7 },
            data: of("pruned"),
          },
          ...(byRank ? [] : baselines).map(({ trial, label, value, named }) => ({
            type: "line",
            symbol: "none",
            silent: true,
            lineStyle: { color: look.text, type: "dashed", width: 1, opacity: 0.6 },
            endLabel: {
              show: named,
              formatter: label,
              color: look.faint,
              fontSize: 11,
              align: "right",
              verticalAlign: "bottom",
              offset: [-4, -2],
            },
            data: [
              [0, clip(value)],
              [end, clip(value)],
            ],
            id: `baseline-${trial}`,
          })),
          ...(byRank
            ? []
            : [
                ...bandOf(usable, end, range, y === "log", look),
                {
                  name: "best so far",
                  type: "line",
                  step: "end",
                  symbol: "none",
                  silent: true,
                  lineStyle: { color: look.accent, width: 2 },
                  data: [
                    ...usable.filter(({ best }) => best !== undefined).map((row) => [row.x, clip(row.best!)]),
                    ...lastPoint(usable, end, clip),
                  ],
                },
              ]),
        ],
      }
    },
    trialOf: ({ trial }) => trial,
  }
}

const short = (value: number): string => showNumber(Number(value.toPrecision(3)))

function againSentence(likely: BestRow["likely"], told: Rerun | NoRerun | undefined): readonly string[] {
  if (likely !== undefined) return [`Run again, it is likely to come to ${short(likely.low)} to ${short(likely.high)}, 90 %.`]
  return told !== undefined && "says" in told ? [told.says] : []
}

/** The line goes on to the right edge. */
function lastPoint(rows: readonly BestRow[], end: number, clip: (value: number) => number): readonly (readonly number[])[] {
  const best = rows.findLast((row) => row.best !== undefined)?.best
  return best === undefined ? [] : [[end, clip(best)]]
}

function tipOf(rows: readonly BestRow[], trial: number | undefined, metric: string): string {
  const row = rows.find((one) => one.trial === trial)
  return row === undefined ? "" : `#${row.trial} ${row.mark}<br/>${escaped(metric)} ${showNumber(row.value)}, rank ${row.rank}`
}

const escaped = (text: string): string => text.replace(/[&<>"]/g, (sign) => `&#${sign.charCodeAt(0)};`)

/** The levels of the first three baselines that lie in the picture; `named` where no other's name stands there already. */
function levelsOf(
  view: StudyView,
  range: ReturnType<typeof robustRange>,
): readonly { readonly trial: number; readonly label: string; readonly value: number; readonly named: boolean }[] {
  const near = range === undefined ? 0 : (range.high - range.low) / 14
  const shown = shownBaselines(view)
    .filter((one): one is BaselineTrial & { readonly value: number } => one.value !== undefined)
    .filter(({ value }) => range === undefined || (value >= range.low && value <= range.high))
    .slice(0, 3)
  return shown.map((one, i) => ({ ...one, named: shown.slice(0, i).every(({ value }) => Math.abs(value - one.value) > near) }))
}
