/**
 * A configuration bred from two trials. Numbers are crossed in unit space, categories taken from either parent, and each value is mutated
 * with probability 1/d; what is active follows from the values, and what neither parent has is drawn at random.
 */
import { configKey, drawFlat, type Flat } from "@diapason/core"
import type { Rng } from "@diapason/math"
import type { Cube } from "../gp/cube.ts"
import type { Seen } from "../gp/history.ts"
import { simulatedBinary } from "./crossover.ts"
import { mutated } from "./mutation.ts"

export interface Child {
  readonly flat: Flat
  /** Whether it has values of both parents; otherwise it is a changed copy of the first. */
  readonly crossed: boolean
  /** Names of the parameters that were mutated. */
  readonly mutations: readonly string[]
}

/** A child that is neither of its parents, if some draws lead to one. */
export function childOf(cube: Cube, mother: Seen, father: Seen, rng: Rng): Child {
  const known = new Set([configKey(mother.flat), configKey(father.flat)])
  for (let left = mostDraws; ; left--) {
    const child = drawn(cube, mother, father, rng)
    if (left === 0 || !known.has(configKey(child.flat))) return child
  }
}

function drawn({ space, columns, dimensions }: Cube, mother: Seen, father: Seen, rng: Rng): Child {
  const crossed = rng.uniform() < crossing
  const mutations: string[] = []
  const byIndex = new Map(columns.map((column, c) => [column.index, c]))
  const flat = drawFlat(space, (parameter, index) => {
    const c = byIndex.get(index)
    if (c === undefined) return 0.5
    const unit = inherited(columns[c]!, c, mother, crossed ? father : mother, rng) ?? rng.uniform()
    if (rng.uniform() * Math.max(1, dimensions) >= 1) return unit
    mutations.push(parameter.name)
    return mutated(columns[c]!, unit, rng)
  })
  return { flat, crossed, mutations }
}

/** The unit coordinate that a child has from its parents; undefined where neither has the parameter. */
function inherited(column: Cube["columns"][number], c: number, mother: Seen, father: Seen, rng: Rng): number | undefined {
  const [a, b] = [unitIn(column, c, mother), unitIn(column, c, father)]
  if (a === undefined || b === undefined) return a ?? b
  if (mother === father || rng.uniform() < 0.5) return a
  if (column.kind === "category") return b
  const [low, high] = simulatedBinary(a, b, rng.uniform())
  return Math.max(0, Math.min(1, rng.uniform() < 0.5 ? low : high))
}

function unitIn({ parameter, kind, levels }: Cube["columns"][number], c: number, { flat, row }: Seen): number | undefined {
  if (flat[parameter.name] === undefined) return undefined
  return kind === "category" ? (row[c]! + 0.5) / levels : row[c]!
}

/** The probability of crossing at all. */
const crossing = 0.9

/** Draws after the first when that is a copy. */
const mostDraws = 10
