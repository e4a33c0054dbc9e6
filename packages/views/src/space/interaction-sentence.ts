import { columnNamed, type Column, type TrialTable } from "../board/table.ts"
import { binsOf } from "./bins.ts"

/**
 * An interaction in words: `the best lr grows with bs: 0.002 at 16, 0.008 at 256`. The best of `first` is the median of the best tenth (at
 * least three) of the trials in the lowest and in the highest bin of `second`. Undefined where one of these has fewer than three trials.
 */
export function interactionSentence(table: TrialTable, losses: Float64Array, first: string, second: string): string | undefined {
  const [x, y] = [columnNamed(table, first), columnNamed(table, second)]
  if (x === undefined || y === undefined) return undefined
  const [moving, given] = x.scale === "category" && y.scale !== "category" ? [y, x] : [x, y]
  const trials = Array.from(losses, (_, n) => n).filter(
    (n) => losses[n] === losses[n] && moving.values[n] === moving.values[n] && given.values[n] === given.values[n],
  )
  const bins = binsOf(given, trials, 4)
  const best = Array.from({ length: bins.count }, (_, bin) =>
    bestOf(
      moving,
      given,
      trials.filter((_, i) => bins.of[i] === bin),
      losses,
    ),
  ).filter((one) => one !== undefined)
  const ends = best.sort((a, b) => a.given - b.given)
  const [low, high] = [ends[0], ends.at(-1)]
  if (low === undefined || high === undefined || low === high) return undefined
  const at = (one: Best): string => `${shown(moving, one.moving)} ${isOrdered(given) ? "at" : "with"} ${shown(given, one.given)}`
  if (low.moving === high.moving) return `how much ${moving.name} matters depends on ${given.name}`
  const verb = isOrdered(moving) && isOrdered(given) ? (high.moving > low.moving ? "grows" : "falls") : "changes"
  return `the best ${moving.name} ${verb} with ${given.name}: ${at(low)}, ${at(high)}`
}

interface Best {
  readonly moving: number
  readonly given: number
}

function bestOf(moving: Column, given: Column, trials: readonly number[], losses: Float64Array): Best | undefined {
  if (trials.length < 3) return undefined
  const best = [...trials].sort((a, b) => losses[a]! - losses[b]! || a - b).slice(0, Math.max(3, Math.ceil(trials.length / 10)))
  const middle = moving.scale === "category" ? commonest : median
  return {
    moving: middle(best.map((n) => moving.values[n]!)),
    given: (given.scale === "category" ? commonest : median)(trials.map((n) => given.values[n]!)),
  }
}

const isOrdered = ({ scale, words }: Column): boolean =>
  scale !== "category" || (words ?? []).every((word) => Number.isFinite(Number(word)))

const shown = ({ words }: Column, value: number): string => words?.[value] ?? String(Number(value.toPrecision(2)))

/** Of an even number the lower middle, so that it is a value that was tried. */
const median = (values: readonly number[]): number => [...values].sort((a, b) => a - b)[Math.floor((values.length - 1) / 2)]!

function commonest(values: readonly number[]): number {
  const counts = new Map<number, number>()
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1)
  return [...counts].sort((a, b) => b[1] - a[1] || a[0] - b[0])[0]![0]
}
