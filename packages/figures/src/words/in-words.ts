/** A length of time in its two greatest units: `1 h 12 min`, `4 min 5 s`, `8 s`. */
export function inWords(ms: number): string {
  const units = [
    [86_400_000, "d"],
    [3_600_000, "h"],
    [60_000, "min"],
    [1000, "s"],
  ] as const
  const first = units.findIndex(([size]) => ms >= size)
  if (first < 0) return `${Math.max(0, Math.round(ms))} ms`
  const [size, unit] = units[first]!
  const next = units[first + 1]
  const rest = next === undefined ? 0 : Math.floor((ms % size) / next[0])
  return `${Math.floor(ms / size)} ${unit}${rest === 0 ? "" : ` ${rest} ${next![1]}`}`
}
