import { fault } from "@diapason/core"

const units = { ms: 1, s: 1000, m: 60_000, h: 3_600_000, d: 86_400_000 } as const

/** Milliseconds of `30s`, `20m`, `1.5h`, `1h30m`. Throws D140. */
export function durationOf(flag: string, text: string): number {
  const parts = [...text.matchAll(/(\d+(?:\.\d+)?)(ms|s|m|h|d)/g)]
  if (parts.length === 0 || parts.map(([part]) => part).join("") !== text.trim()) {
    throw fault("D140", { flag, text, expected: "a duration such as 90s, 20m or 12h" })
  }
  return parts.reduce((sum, [, n, unit]) => sum + Number(n) * units[unit as keyof typeof units], 0)
}

/** A duration for people: `0:52`, `1:12:40`. */
export function clockText(ms: number): string {
  const seconds = Math.max(0, Math.round(ms / 1000))
  const [h, m, s] = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60, seconds % 60]
  const two = (n: number): string => String(n).padStart(2, "0")
  return h > 0 ? `${h}:${two(m)}:${two(s)}` : `${m}:${two(s)}`
}

/** How long ago, in one unit: `12 s`, `42 min`, `3 h`, `5 d`. */
export function agoText(ms: number): string {
  const steps: [number, string][] = [
    [86_400_000, "d"],
    [3_600_000, "h"],
    [60_000, "min"],
    [1000, "s"],
  ]
  const [size, unit] = steps.find(([size]) => ms >= size) ?? [1000, "s"]
  return `${Math.floor(Math.max(0, ms) / size)} ${unit}`
}
