/**
 * The configurations of a grid by number, without a table: each parameter has its levels, a continuous one `resolution` midpoints
 * of equal cells on its scale, and an inactive one takes no part, so every configuration has exactly one number. Counting is exact
 * up to 2⁵³ and remembers one figure for each combination of values that later conditions read.
 */
import { fromUnit, isActive, levels, valueAt, type Flat, type Json, type Parameter, type Space } from "@diapason/core"

export interface Lattice {
  /** How many configurations there are; constraints between parameters are not looked at. */
  readonly size: number
  /** The configuration of a number from 0 below `size`. */
  at(index: number): Flat
}

export function lattice(space: Space, resolution: number): Lattice {
  const { parameters } = space
  const live = parameters.map((_, i) => readFrom(parameters, i))
  const known = new Map<string, number>()

  /** How many ways there are to go on from the i-th parameter. */
  function count(i: number, flat: Flat): number {
    const parameter = parameters[i]
    if (parameter === undefined) return 1
    const key = JSON.stringify([i, live[i]!.map((name) => flat[name] ?? null)])
    let ways = known.get(key)
    if (ways === undefined) known.set(key, (ways = counted(parameter, i, flat)))
    return ways
  }

  function counted(parameter: Parameter, i: number, flat: Flat): number {
    if (!isActive(space, parameter, flat)) return count(i + 1, flat)
    const values = axis(parameter, resolution)
    if (!matters(i, parameter)) return values * count(i + 1, flat)
    let ways = 0
    for (let k = 0; k < values; k++) ways += count(i + 1, { ...flat, [parameter.name]: level(parameter, k, resolution) })
    return ways
  }

  const matters = (i: number, { name }: Parameter): boolean => live[i + 1]?.includes(name) === true

  function at(index: number): Flat {
    let rest = index
    const flat: Record<string, Json> = {}
    parameters.forEach((parameter, i) => {
      if (!isActive(space, parameter, flat)) return
      const { name } = parameter
      if (!matters(i, parameter)) {
        const each = count(i + 1, flat)
        flat[name] = level(parameter, Math.min(Math.floor(rest / each), axis(parameter, resolution) - 1), resolution)
        rest %= each
        return
      }
      const values = axis(parameter, resolution)
      for (let k = 0; k < values; k++) {
        flat[name] = level(parameter, k, resolution)
        const below = count(i + 1, flat)
        if (rest < below) return
        rest -= below
      }
    })
    return flat
  }

  return { size: count(0, {}), at }
}

const axis = (parameter: Parameter, resolution: number): number =>
  Math.min(levels(parameter), continuous(parameter) ? resolution : Infinity)

const level = (parameter: Parameter, k: number, resolution: number): Json =>
  continuous(parameter) ? fromUnit(parameter, (k + 0.5) / resolution) : valueAt(parameter, k)

const continuous = (parameter: Parameter): boolean => levels(parameter) === Infinity

/** Parameters before the i-th that a condition at or after it reads. */
function readFrom(parameters: readonly Parameter[], i: number): string[] {
  const reads = parameters
    .slice(i)
    .flatMap(({ condition }) => [...(condition?.parents ?? []).map(({ name }) => name), ...(condition?.test?.reads ?? [])])
  const before = parameters.slice(0, i).map(({ name }) => name)
  // A test may read what is computed from parameters: then any of them may matter.
  const all = reads.some((read) => !parameters.some(({ name }) => name === read))
  return all ? before : before.filter((name) => reads.includes(name))
}
