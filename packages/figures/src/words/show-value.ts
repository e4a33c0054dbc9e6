import type { Column } from "@diapason/views"

/** A value of a column as a reader sees it: the word of a category, a time, a duration, or a number in at most five digits. Empty when missing. */
export function showValue({ name, words, kind }: Pick<Column, "name" | "words" | "kind">, value: number | undefined): string {
  if (value === undefined || Number.isNaN(value)) return ""
  if (words !== undefined) return words[value] ?? ""
  if (kind === "fact" && times.has(name)) return showTime(value)
  if (kind === "fact" && name === "duration") return showDuration(value)
  return showNumber(value)
}

/** A number in at most five digits that count: `0.0021`, `12000`, `1.2e-7`; infinities by their sign. */
export function showNumber(value: number): string {
  if (!Number.isFinite(value)) return Number.isNaN(value) ? "nan" : value > 0 ? "∞" : "−∞"
  if (Number.isInteger(value) && Math.abs(value) < 1e9) return String(value)
  const size = Math.abs(value)
  if (size !== 0 && (size < 1e-4 || size >= 1e7))
    return value
      .toExponential(3)
      .replace(/\.?0+e/, "e")
      .replace("e+", "e")
  return String(Number(value.toPrecision(5)))
}

/** Milliseconds as `380 ms`, `12.4 s`, `3 min 20 s`, `2 h 05 min`, `3 d 4 h`. */
export function showDuration(ms: number): string {
  if (ms < 1000) return `${Math.round(ms)} ms`
  if (ms < 60_000) return `${(ms / 1000).toFixed(1)} s`
  const minutes = Math.floor(ms / 60_000)
  if (minutes < 60) return `${minutes} min ${Math.floor((ms % 60_000) / 1000)} s`
  const hours = Math.floor(minutes / 60)
  return hours < 48 ? `${hours} h ${String(minutes % 60).padStart(2, "0")} min` : `${Math.floor(hours / 24)} d ${hours % 24} h`
}

/** A moment where the reader is: `28 Nov 14:03:20`. */
export const showTime = (ms: number): string =>
  new Date(ms).toLocaleString("en-GB", { day: "numeric", month: "short", hour: "2-digit", minute: "2-digit", second: "2-digit" })

const times = new Set(["suggested", "started", "ended"])
