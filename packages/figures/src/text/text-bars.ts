import type { DrawnAxis, DrawnOption, DrawnSeries } from "./drawn-option.ts"
import { numbersOf } from "./drawn-option.ts"
import { textAxis } from "./text-axis.ts"

/** Bars, whichever way they lie in the picture, as lines of text: the name, the bar, the number. Undefined where the picture has none. */
export function textBars(option: DrawnOption, width: number): readonly string[] | undefined {
  const series = option.series.filter(({ type }) => type === "bar")
  const named = [...option.yAxes, ...option.xAxes].find(({ type }) => type === "category")
  if (series.length === 0 || named === undefined) return undefined
  const values = [...option.xAxes, ...option.yAxes].find((axis) => axis !== named) ?? {}
  const names = named.data ?? []
  const stacked = series.some(({ stack }) => stack !== undefined)
  const amounts = series.map(({ data = [] }) => names.map((_, i) => numbersOf(data[i]).at(-1) ?? NaN))
  const sums = names.map((_, i) => amounts.reduce((sum, column) => sum + (column[i] ?? 0), 0))
  const axis = textAxis({ ...values, min: values.min ?? 0 }, stacked ? sums : amounts.flat(), 2)
  const text = numberText(values)
  const head = Math.min(Math.floor(width / 3), Math.max(1, ...names.map((name) => name.length)))
  const tail = Math.max(1, ...(stacked ? sums : amounts.flat()).map((value) => text(value).length)) + 1
  const room = Math.max(4, width - head - tail - 2)
  const nameAt = (i: number, k: number): string => (k === 0 ? fitted(names[i] ?? "", head) : " ".repeat(head))
  const lines = names.flatMap((_, i) =>
    stacked
      ? [`${nameAt(i, 0)} ${stack(amounts.map((column) => axis.place(column[i] ?? 0) * room))} ${text(sums[i]!)}`]
      : amounts.map((column, k) => `${nameAt(i, k)} ${bar(axis.place(column[i]!) * room, k)} ${text(column[i]!)}`),
  )
  return [...lines, ...legend(series, stacked)]
}

const fills = ["█", "░", "▓", "▒", "▚", "▞"]

const bar = (length: number, k: number): string => (length > 0 ? fills[k % fills.length]!.repeat(Math.max(1, Math.round(length))) : "")

const stack = (lengths: readonly number[]): string => {
  let [sum, text] = [0, ""]
  lengths.forEach((length, k) => {
    sum += Number.isFinite(length) ? Math.max(0, length) : 0
    text += fills[k % fills.length]!.repeat(Math.max(0, Math.round(sum) - text.length))
  })
  return text
}

const legend = (series: readonly DrawnSeries[], stacked: boolean): readonly string[] =>
  stacked || series.length > 1 ? [series.map(({ name }, k) => `${fills[k % fills.length]!} ${name ?? ""}`).join("   ")] : []

const fitted = (name: string, width: number): string => (name.length > width ? `${name.slice(0, width - 1)}…` : name.padEnd(width))

/** A number at the end of a bar, written as the axis writes it. */
const numberText = (axis: DrawnAxis) => (value: number) =>
  value !== value
    ? "too few"
    : (textAxis({ ...axis, axisLabel: { ...axis.axisLabel, customValues: [value] } }, [value], 2).ticks[0]?.text ?? String(value))
