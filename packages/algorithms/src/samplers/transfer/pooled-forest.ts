/** One forest over the trials of all studies, with losses as normal scores within each: what tends to be good, in whatever unit. */
import type { Lesson, Observation, Problem } from "@diapason/core"
import { bag } from "../../surrogate/forest/bag.ts"
import { forest } from "../../surrogate/forest/forest.ts"
import { prediction, type Prediction } from "../../surrogate/forest/prediction.ts"
import { normalScores } from "../../transfer/normal-scores.ts"
import { codesOf, imputed } from "../forest/imputed.ts"
import type { Cube } from "../gp/cube.ts"

/** Of the first objective; the study's own trials are one more study once there are `fewest`. Undefined where no study has as many. */
export function pooledForest(cube: Cube, { memory = [], seed }: Problem, own: readonly Observation[]): Prediction | undefined {
  const pasts = [...memory.map(trialsOf), evenly(completed(own), mostOwn)].filter((trials) => trials.length >= fewest)
  if (pasts.length === 0) return undefined
  const levels = codesOf(cube)
  const rows = pasts.flatMap((trials) => trials.map(({ flat }) => imputed(cube, flat)))
  const at = new Float64Array(rows.length * levels.length)
  for (const [i, row] of rows.entries()) at.set(row, i * levels.length)
  const told = {
    rows: { count: rows.length, columns: levels.length, at, levels },
    values: Float64Array.from(pasts.flatMap((trials) => [...normalScores(trials.map(({ loss }) => loss))])),
    bags: rows.map((_, i) => bag(seed, i, trees)),
  }
  return prediction(forest(told, { trees, leaf: 3, seed }), told)
}

interface Scored {
  readonly flat: Observation["flat"]
  readonly loss: number
}

const trialsOf = ({ trials }: Lesson): readonly Scored[] => evenly(trials, most).map(({ flat, losses }) => ({ flat, loss: losses[0]! }))

/** At most `count` of a list, evenly over it. */
function evenly<T>(all: readonly T[], count: number): readonly T[] {
  const step = Math.max(1, all.length / count)
  return Array.from({ length: Math.min(all.length, count) }, (_, i) => all[Math.floor(i * step)]!)
}

/** In the order of their numbers, so that the order of arrival does not matter. */
const completed = (own: readonly Observation[]): readonly Scored[] =>
  own
    .toSorted((a, b) => a.number - b.number)
    .flatMap(({ flat, outcome }) => (outcome.kind === "complete" ? [{ flat, loss: outcome.losses[0]! }] : []))

const trees = 24

const fewest = 5

/** Trials of each earlier study. */
const most = 100

/** Of the study's own: more would cost more at each ask, and drown the others. */
const mostOwn = 500
