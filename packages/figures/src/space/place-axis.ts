import type { Look } from "../look.ts"
import type { Tick } from "./parallel/scale.ts"

/** An axis of the chart library that runs from 0 to 1 and is marked where a scale says: logarithms, ranks and words alike. */
export function placeAxis(ticks: readonly Tick[], look: Look, more: object = {}): object {
  const shown = ticks.filter(({ place }) => place >= -1e-9 && place <= 1 + 1e-9)
  const values = shown.map(({ place }) => place)
  const text = (place: number): string => shown.find((tick) => Math.abs(tick.place - place) < 1e-6)?.text ?? ""
  return {
    type: "value",
    min: 0,
    max: 1,
    axisLabel: { customValues: values, formatter: text, color: look.faint, fontSize: 11, hideOverlap: true },
    axisTick: { show: true, customValues: values },
    axisLine: { show: true, lineStyle: { color: look.line } },
    splitLine: { show: false },
    ...more,
  }
}
