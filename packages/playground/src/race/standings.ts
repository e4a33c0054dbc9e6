import type { Step } from "./racer.ts"

/** All trials of a sampler, by race. */
export type Runs = readonly (readonly Step[])[]

/** The best value after each trial; undefined as long as there is none. */
export function bestSoFar(steps: readonly Step[]): readonly (number | undefined)[] {
  let best: number | undefined
  return steps.map(({ loss }) => (best = loss !== undefined && (best === undefined || loss < best) ? loss : best))
}

/** The middle of the best values after trial `k`, over the races that came so far. */
export function medianCurve(runs: Runs): readonly (number | undefined)[] {
  const curves = runs.map(bestSoFar)
  const length = Math.max(0, ...curves.map((curve) => curve.length))
  return Array.from({ length }, (_, k) => median(curves.flatMap((curve) => (curve[k] === undefined ? [] : [curve[k]]))))
}

/** A line of the table. */
export interface Standing {
  readonly sampler: string
  readonly races: number
  readonly trials: number
  readonly failed: number
  /** Of the best values of its races; undefined without any. */
  readonly median: number | undefined
  readonly best: number | undefined
  readonly worst: number | undefined
  /** Races in which no other was better; a tie counts for all. */
  readonly wins: number
  /** Milliseconds a suggestion, on average. */
  readonly took: number
}

/** How all stand when only the first `until` trials of each race are looked at; the best median first. */
export function standings(all: ReadonlyMap<string, Runs>, until = Infinity): readonly Standing[] {
  const seen = new Map([...all].map(([name, runs]) => [name, runs.map((run) => run.slice(0, until))]))
  const ends = new Map([...seen].map(([name, runs]) => [name, runs.map((run) => bestSoFar(run).at(-1))]))
  const lowest = (race: number): number => Math.min(...[...ends.values()].map((values) => values[race] ?? Infinity))
  const lines = [...seen].map(([sampler, runs]) => {
    const steps = runs.flat()
    const values = ends.get(sampler)!
    const found = values.filter((value) => value !== undefined).toSorted((a, b) => a - b)
    return {
      sampler,
      races: runs.filter((run) => run.length > 0).length,
      trials: steps.length,
      failed: steps.filter(({ loss }) => loss === undefined).length,
      median: median(found),
      best: found[0],
      worst: found.at(-1),
      wins: values.filter((value, race) => value !== undefined && value === lowest(race)).length,
      took: steps.reduce((sum, step) => sum + step.took, 0) / Math.max(1, steps.length),
    }
  })
  return lines.toSorted((a, b) => (a.median ?? Infinity) - (b.median ?? Infinity))
}

/** Undefined of nothing; of an even number the mean of the middle two. */
function median(values: readonly number[]): number | undefined {
  const sorted = values.toSorted((a, b) => a - b)
  const [low, high] = [sorted[(sorted.length - 1) >> 1], sorted[sorted.length >> 1]]
  return low === undefined || high === undefined ? undefined : (low + high) / 2
}
