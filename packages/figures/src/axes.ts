import type { Look } from "./look.ts"
import { showNumber } from "./words/show-value.ts"

/** A plain axis of numbers with quiet lines, its name in the middle below it. */
export const valueAxisOf = (look: Look, name?: string): object => ({
  type: "value",
  scale: true,
  ...(name !== undefined && { name, nameLocation: "middle", nameGap: 24, nameTextStyle: { color: look.faint } }),
  axisLine: { onZero: false, lineStyle: { color: look.line } },
  axisTick: { show: false },
  splitLine: { lineStyle: { color: look.line } },
  axisLabel: { color: look.faint, hideOverlap: true, formatter: (value: number) => showNumber(Number(value.toPrecision(4))) },
})
