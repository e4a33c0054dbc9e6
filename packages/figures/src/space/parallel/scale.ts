import { showNumber } from "../../words/show-value.ts"

/** A mark beside an axis. */
export interface Tick {
  /** 0 at the low end, 1 at the high end. */
  readonly place: number
  readonly text: string
}

/** Where values stand between the two ends of an axis, and back. */
export interface Scale {
  /** 0..1; beyond for values that lie beyond; NaN for none. */
  place(value: number): number
  value(place: number): number
  readonly ticks: readonly Tick[]
}

/** Equal steps are equal differences. */
export function linearScale(low: number, high: number): Scale {
  const width = high > low ? high - low : 1
  const from = high > low ? low : low - 0.5
  return {
    place: (value) => (value - from) / width,
    value: (place) => from + place * width,
    ticks: ticksAt(niceSteps(from, from + width), (value) => (value - from) / width),
  }
}

/** Equal steps are equal factors; only for positive numbers. */
export function logScale(low: number, high: number): Scale {
  if (!(low > 0) || !(high > low)) return linearScale(low, high)
  const [from, width] = [Math.log(low), Math.log(high) - Math.log(low)]
  const place = (value: number): number => (Math.log(value) - from) / width
  const value = (at: number): number => Math.exp(from + at * width)
  return { place, value, ticks: ticksAt(niceFactors(low, high), place) }
}

/** Equal steps are equal factors of the distance to 1: 0.9, 0.99, 0.999. */
export function reverseLogScale(low: number, high: number): Scale {
  const mirrored = logScale(1 - high, 1 - low)
  return {
    place: (value) => 1 - mirrored.place(1 - value),
    value: (place) => 1 - mirrored.value(1 - place),
    ticks: mirrored.ticks.map(({ place }) => ({ place: 1 - place, text: showNumber(1 - Number(mirrored.value(place).toPrecision(3))) })),
  }
}

/** Equal steps are equal numbers of trials: `sorted` are the values in their order. */
export function rankScale(sorted: Float64Array): Scale {
  const last = Math.max(1, sorted.length - 1)
  const value = (place: number): number => sorted[Math.max(0, Math.min(sorted.length - 1, Math.round(place * last)))] ?? NaN
  const place = (of: number): number => (of === of ? (countBelow(sorted, of) + countBelow(sorted, of, true) - 1) / 2 / last : NaN)
  const ticks =
    sorted.length === 0 ? [] : [0, 0.25, 0.5, 0.75, 1].map((at) => ({ place: at, text: showNumber(Number(value(at).toPrecision(3))) }))
  return { place, value, ticks }
}

/** Each word has the same room. */
export function categoryScale(words: readonly string[]): Scale {
  const count = Math.max(1, words.length)
  const every = Math.ceil(words.length / mostWords)
  return {
    place: (value) => (value + 0.5) / count,
    value: (place) => Math.max(0, Math.min(count - 1, Math.floor(place * count))),
    ticks: words.map((text, i) => ({ place: (i + 0.5) / count, text })).filter((_, i) => i % every === 0),
  }
}

const mostWords = 16

/** How many are less, or with `equal` at most as great. */
function countBelow(sorted: Float64Array, value: number, equal = false): number {
  let [low, high] = [0, sorted.length]
  while (low < high) {
    const middle = (low + high) >> 1
    if (sorted[middle]! < value || (equal && sorted[middle] === value)) low = middle + 1
    else high = middle
  }
  return low
}

const ticksAt = (values: readonly number[], place: (value: number) => number): readonly Tick[] =>
  values.map((value) => ({ place: place(value), text: showNumber(value) })).filter((tick) => tick.place >= -1e-9 && tick.place <= 1 + 1e-9)

function niceSteps(low: number, high: number): readonly number[] {
  const rough = (high - low) / 5
  const unit = 10 ** Math.floor(Math.log10(rough))
  const step = [1, 2, 2.5, 5, 10].map((k) => k * unit).find((size) => size >= rough) ?? unit * 10
  const first = Math.ceil(low / step - 1e-9)
  const count = Math.floor(high / step + 1e-9) - first + 1
  return Array.from({ length: Math.max(0, Math.min(12, count)) }, (_, i) => Number(((first + i) * step).toPrecision(10)))
}

/** Powers of ten, with some digits between where there are few; powers of two between two of them. */
function niceFactors(low: number, high: number): readonly number[] {
  const doublings = Math.log2(high / low)
  if (Number.isInteger(Math.log2(low)) && Number.isInteger(doublings) && doublings <= 12)
    return Array.from({ length: doublings + 1 }, (_, k) => low * 2 ** k)
  const decades = Math.log10(high / low)
  const digits = decades > 3 ? [1] : decades > 1 ? [1, 3] : [1, 2, 3, 5, 7]
  const every = Math.ceil(decades / 8)
  const from = Math.floor(Math.log10(low))
  const found: number[] = []
  for (let k = from; k <= Math.ceil(Math.log10(high)); k += every) for (const digit of digits) found.push(Number(`${digit}e${k}`))
  return found
}
