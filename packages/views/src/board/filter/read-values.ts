/** `1e-4..1e-2`, `..40`, `12..` or `7` as the two ends, both included; undefined where it is none of them. */
export function readRange(text: string, read: (text: string) => number): readonly [number, number] | undefined {
  const [low = "", high, more] = text.split("..")
  if (more !== undefined || text === "" || text === "..") return undefined
  const from = low === "" ? -Infinity : read(low)
  const to = high === undefined ? from : high === "" ? Infinity : read(high)
  return from !== from || to !== to ? undefined : [from, to]
}

/** A number as people write it: `1e-4`, `1_000`, `inf`. */
export function readNumber(text: string): number {
  const word = text.trim().toLowerCase()
  if (/^[+-]?inf(inity)?$/.test(word)) return word.startsWith("-") ? -Infinity : Infinity
  return /^[+-]?[\d_]*\.?[\d_]*(e[+-]?\d+)?$/.test(word) && /\d/.test(word) ? Number(word.replaceAll("_", "")) : NaN
}

/** Milliseconds: `90`, `90ms`, `1.5h`. */
export function readDuration(text: string): number {
  const [, number, unit] = /^(.*?)(ms|s|m|h|d)?$/.exec(text.trim().toLowerCase()) ?? []
  return readNumber(number ?? "") * (unit === undefined ? 1 : units[unit as keyof typeof units])
}

const units = { ms: 1, s: 1000, m: 60_000, h: 3_600_000, d: 86_400_000 } as const
