const units: Readonly<Record<string, number>> = { ms: 1, s: 1000, min: 60_000, m: 60_000, h: 3_600_000, d: 86_400_000 }

/** `8h`, `90 min`, `1.5 h` in milliseconds; undefined for nothing, NaN for what is no duration. */
export function readWall(text: string): number | undefined {
  if (text.trim() === "") return undefined
  const [, amount, unit] = /^\s*(\d+(?:\.\d+)?)\s*(ms|s|min|m|h|d)\s*$/.exec(text) ?? []
  return amount === undefined ? NaN : Math.round(Number(amount) * units[unit!]!)
}

/** A count of trials; undefined for nothing, NaN for what is none. */
export function readTrials(text: string): number | undefined {
  if (text.trim() === "") return undefined
  return /^\s*\d{1,9}\s*$/.test(text) ? Number(text) : NaN
}
