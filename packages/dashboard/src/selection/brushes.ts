/** A stretch of a column, both ends included; of a category the indices of its words. */
export type Range = readonly [low: number, high: number]

/** What brushes keep, by column: a trial whose value lies in one of the ranges. A column without ranges keeps everything. */
export type Brushes = ReadonlyMap<string, readonly Range[]>

/** The brushes of an address: `lr:0.0001..0.01,0.05..0.1;bs:0..1`. What cannot be read is left out. */
export function readBrushes(text: string | undefined): Brushes {
  const brushes = new Map<string, readonly Range[]>()
  for (const part of (text ?? "").split(";")) {
    const at = part.lastIndexOf(":")
    if (at < 1) continue
    const ranges = part
      .slice(at + 1)
      .split(",")
      .map(readRange)
      .filter((range) => range !== undefined)
    if (ranges.length > 0) brushes.set(unescaped(part.slice(0, at)), ranges)
  }
  return brushes
}

/** As an address holds them; undefined where nothing is brushed. Ranges are put in order, and those that overlap become one. */
export function writeBrushes(brushes: Brushes): string | undefined {
  const parts = [...brushes]
    .filter(([, ranges]) => ranges.length > 0)
    .map(([column, ranges]) => `${escaped(column)}:${joined(ranges).map(written).join(",")}`)
  return parts.length === 0 ? undefined : parts.join(";")
}

/** The brushes with other ranges for one column; none takes it away. */
export function brushed(brushes: Brushes, column: string, ranges: readonly Range[]): Brushes {
  const next = new Map(brushes)
  if (ranges.length === 0) next.delete(column)
  else next.set(column, ranges)
  return next
}

function readRange(text: string): Range | undefined {
  const [low, high, more] = text.split("..")
  if (low === undefined || high === undefined || more !== undefined || low === "" || high === "") return undefined
  const ends = [Number(low), Number(high)] as const
  return ends.some(Number.isNaN) ? undefined : ends[0] <= ends[1] ? ends : [ends[1], ends[0]]
}

const written = ([low, high]: Range): string => `${short(low, -1)}..${short(high, 1)}`

/** A brush is drawn by hand: six digits are finer than a screen. It is rounded outwards, so that what was inside stays; times in milliseconds stay whole. */
function short(end: number, outwards: -1 | 1): string {
  if (!Number.isFinite(end) || Math.abs(end) >= 1e6) return String(outwards < 0 ? Math.floor(end) : Math.ceil(end))
  const near = Number(end.toPrecision(6))
  if ((end - near) * outwards <= 0) return String(near)
  const unit = 10 ** (Math.floor(Math.log10(Math.abs(near))) - 5)
  return String(Number((near + outwards * unit).toPrecision(6)))
}

function joined(ranges: readonly Range[]): readonly Range[] {
  const out: Range[] = []
  for (const range of [...ranges].sort((a, b) => a[0] - b[0])) {
    const last = out.at(-1)
    if (last !== undefined && range[0] <= last[1]) out[out.length - 1] = [last[0], Math.max(last[1], range[1])]
    else out.push(range)
  }
  return out
}

/** Only the signs that the form itself uses; everything else stays readable. */
const escaped = (name: string): string => name.replace(/[%;:]/g, (sign) => encodeURIComponent(sign))
const unescaped = (name: string): string => name.replace(/%(?:25|3B|3A)/gi, (code) => decodeURIComponent(code))
