import { countingTrials, leastForEffects, objectiveLosses } from "@diapason/views"
import type { Panel } from "../panel.ts"
import { effectsFor } from "./effects-for.ts"

interface Row {
  readonly what: string
  readonly share: number
  /** What chance reaches; of a parameter alone it is taken off already. */
  readonly floor: number | undefined
}

/** A first look at what matters: shares of the variation of ranks, by parameter and for pairs that stand out from chance. */
export const mainEffects: Panel<Row> = {
  id: "main-effects",
  asks: "What mattered, at a first look?",
  help: "How much of the variation of the ranks each parameter explains by itself, in a few bins, less what chance would give; pairs where they explain more together than chance reaches. This is no importance from a model: it sees only where trials lie, and a sampler that stayed in one region leaves little to see of the parameters that it fixed there.",
  lacks({ board: { table, ledger } }) {
    const has = countingTrials([objectiveLosses(table, ledger.definition.objectives[0]!)]).length
    return has >= leastForEffects
      ? undefined
      : { says: `A first look at importance needs ${leastForEffects} complete trials; you have ${has}.`, has, needs: leastForEffects }
  },
  rows(view) {
    const { main, pairs } = effectsFor(view)!
    const found = pairs.filter(({ share, floor }) => share > floor).slice(0, 5)
    return [
      ...main.slice(0, 15).map(({ name, share }) => ({ what: name, share, floor: undefined })),
      ...found.map(({ first, second, share, floor }) => ({ what: `${first} × ${second}`, share, floor })),
    ].sort((a, b) => b.share - a.share)
  },
  columns: [
    { name: "what", value: ({ what }) => what },
    { name: "share of the ranks", value: ({ share }) => share },
    { name: "chance reaches", value: ({ floor }) => floor },
  ],
  summary: (rows) =>
    rows[0] === undefined ? "Nothing varies." : `${rows[0].what} explains most: ${Math.round(100 * rows[0].share)} % of the ranks.`,
  draw: (rows, _, look) => ({
    grid: { left: 8, right: 52, top: 4, bottom: 24, outerBoundsMode: "same", outerBoundsContain: "axisLabel" },
    xAxis: {
      type: "value",
      min: 0,
      axisLabel: { formatter: (share: number) => `${Math.round(100 * share)} %`, color: look.faint },
      splitLine: { lineStyle: { color: look.line } },
    },
    yAxis: {
      type: "category",
      inverse: true,
      data: rows.map(({ what }) => what),
      axisLabel: { color: look.text, width: 140, overflow: "truncate" },
      axisTick: { show: false },
      axisLine: { show: false },
    },
    tooltip: { trigger: "item", confine: true, renderMode: "richText" },
    series: [
      {
        type: "bar",
        barMaxWidth: 16,
        label: {
          show: true,
          position: "right",
          color: look.text,
          formatter: ({ value }: { value: number }) => `${(100 * value).toFixed(value < 0.1 ? 1 : 0)} %`,
        },
        data: rows.map(({ share, floor }) => ({
          value: share,
          itemStyle: {
            color: floor === undefined ? look.accent : look.surface,
            borderColor: look.accent,
            borderWidth: floor === undefined ? 0 : 1.5,
          },
        })),
      },
    ],
  }),
}
