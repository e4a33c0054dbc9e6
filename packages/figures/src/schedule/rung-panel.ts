import type { Panel } from "../panel.ts"
import { showNumber } from "../words/show-value.ts"
import { fates, rungRows, type Fate, type RungRow } from "./rung-rows.ts"

/** A fate in the words of the legend. */
export const fateWords: Readonly<Record<Fate, string>> = {
  promoted: "went on",
  complete: "complete",
  running: "running",
  paused: "paused",
  stopped: "pruned",
  failed: "failed",
}

/** How many trials came to each rung, and what became of them. */
export const rungPanel: Panel<RungRow> = {
  id: "rungs",
  asks: "How far do trials come?",
  help: "One bar for each rung: its length is how many came there, its parts what became of them. A steep fall is what makes early stopping worth it; where all go on, the rungs lie too low, and where nobody does, more trials are needed first.",
  lacks({ board }) {
    const rows = rungRows(board)
    return rows.some(({ reached }) => reached > 0)
      ? undefined
      : { says: `Nobody has come to a rung yet; the first lies at step ${rows[0]?.step ?? 1}.` }
  },
  rows: ({ board }) => rungRows(board),
  columns: [
    { name: "bracket", value: ({ ladder }) => ladder + 1 },
    { name: "step", value: ({ step }) => step },
    { name: "reached", value: ({ reached }) => reached },
    ...fates.map((fate) => ({ name: fateWords[fate], value: ({ counts }: RungRow) => counts[fate] })),
    { name: "cut", value: ({ cut }) => cut },
    { name: "best", value: ({ best }) => best?.value },
    { name: "best trial", value: ({ best }) => best?.trial },
  ],
  summary(rows) {
    const said = rows
      .filter(({ reached }) => reached > 0)
      .map(({ step, reached, cut }) => `${reached} came to step ${step}${cut === undefined ? "" : ` (cut ${showNumber(cut)})`}`)
    return `${said.slice(0, 8).join(", ")}.`
  },
  draw(rows, { board }, look) {
    const brackets = new Set(rows.map(({ ladder }) => ladder)).size
    const unit = board.ledger.definition.fidelity?.name ?? "step"
    const colours: Readonly<Record<Fate, string>> = {
      promoted: look.categories[2]!,
      complete: look.categories[0]!,
      running: look.categories[4]!,
      paused: look.categories[1]!,
      stopped: look.categories[6]!,
      failed: look.categories[5]!,
    }
    const present = fates.filter((fate) => rows.some(({ counts }) => counts[fate] > 0))
    return {
      grid: { left: 12, right: 44, top: 34, bottom: 8, outerBoundsMode: "same" },
      legend: {
        top: 0,
        left: 0,
        itemWidth: 12,
        itemHeight: 10,
        textStyle: { color: look.text },
        data: present.map((fate) => fateWords[fate]),
      },
      tooltip: { trigger: "axis", axisPointer: { type: "shadow" } },
      xAxis: { type: "value", minInterval: 1, splitLine: { lineStyle: { color: look.line } }, axisLabel: { color: look.faint } },
      yAxis: {
        type: "category",
        inverse: true,
        axisLabel: { color: look.text },
        axisTick: { show: false },
        axisLine: { lineStyle: { color: look.line } },
        data: rows.map(({ ladder, step }) => `${brackets > 1 ? `bracket ${ladder + 1}, ` : ""}${unit} ${step}`),
      },
      series: present.map((fate, i) => ({
        name: fateWords[fate],
        type: "bar",
        stack: "rung",
        barMaxWidth: 26,
        itemStyle: { color: colours[fate], borderColor: look.surface, borderWidth: 1 },
        data: rows.map(({ counts }) => counts[fate]),
        ...(i === present.length - 1 && {
          label: {
            show: true,
            position: "right",
            color: look.text,
            formatter: ({ dataIndex }: { dataIndex: number }) => String(rows[dataIndex]!.reached),
          },
        }),
      })),
    }
  },
}
