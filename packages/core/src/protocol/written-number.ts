import { metricNumber } from "./metric-number.ts"

/** The text of a pattern for numbers that are words, without a sign. */
export const wordsText = "[nN][aA][nN]|[iI][nN][fF](?:[iI][nN][iI][tT][yY])?"

/** The text of a pattern for numbers in digits, without a sign. */
export const digitsText = String.raw`(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?`

/** The text of a pattern for a number as programs print it: 888, 0.5, +.5, 12., 1e-3, nan, inf, -Infinity. Has no groups. */
export const numberText = `[+-]?(?:${wordsText}|${digitsText})`

/** The text of a pattern for what may not follow a number: it would be the beginning of something longer, `888x`, `1.2.3`, `1,234`. */
export const numberEnd = String.raw`(?!\w|\.\d|,\d{3}(?!\d))`

/** The number of a text that `numberText` matches; NaN for any other text. */
export const writtenNumber = (written: string): number => metricNumber(written) ?? (written.trim() === "" ? NaN : Number(written))
