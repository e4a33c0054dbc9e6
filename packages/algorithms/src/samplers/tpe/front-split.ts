/**
 * Good and poor by several objectives: whole non-dominated fronts while they fit, and of the front that overflows the subset with
 * the greedily largest hypervolume. Ozaki et al. 2020, 2022. Wanted are gamma·n trials, at most as many as the first front has, but 25
 * in any case and never more than 200, of four objectives and more never more than 25.
 *
 * A trial that 25 others dominate can never be good, so only the rest is held: a tell compares with those. A front of more than 256 (48)
 * is thinned by keyed hash before its subset is chosen. Objectives are scaled to [0, 1] on the front, so units do not decide.
 */
import { hypervolumeSubset, nonDominatedFronts } from "@diapason/math"
import { mostGood } from "./preset.ts"
import type { Change, Split } from "./split.ts"
import type { TrialTable } from "./trial-table.ts"

/** `losses` is undefined for a trial that cannot be good: stopped, crashed, or breaking a limit. */
export function frontSplit(table: TrialTable, losses: (row: number) => readonly number[] | undefined, gamma: number): Split {
  const pool: Member[] = []
  const good = new Set<number>()
  let size = 0
  let stale = false

  function place(row: number): Change[] {
    size++
    const y = losses(row)
    if (y !== undefined && enter(pool, { row, y, above: 0 })) stale = true
    return [{ row, good: false }]
  }

  /** The choice is made when somebody asks, not at every tell. */
  function settle(): Change[] {
    const wanted = Math.ceil(gamma * size)
    if (!stale && good.size === limit(pool, wanted)) return []
    stale = false
    const chosen = new Set(choose(pool, limit(pool, wanted), table))
    const left = [...good].filter((row) => !chosen.has(row))
    const joined = [...chosen].filter((row) => !good.has(row))
    for (const row of left) good.delete(row)
    for (const row of joined) good.add(row)
    return [...left.map((row) => ({ row, good: false })), ...joined.map((row) => ({ row, good: true }))]
  }

  return {
    place,
    settle,
    get good() {
      return good.size
    },
    get size() {
      return size
    },
  }
}

interface Member {
  readonly row: number
  readonly y: readonly number[]
  /** Known trials that dominate it, counted up to 25. */
  above: number
}

/** Counts the newcomer in, drops who can no longer be good; false when the newcomer cannot. In place, O(M · pool). */
function enter(pool: Member[], newcomer: Member): boolean {
  for (const member of pool) if (dominates(member.y, newcomer.y) && ++newcomer.above === mostGood) return false
  let kept = 0
  for (const member of pool) {
    if (dominates(newcomer.y, member.y)) member.above++
    if (member.above < mostGood) pool[kept++] = member
  }
  pool.length = kept
  pool.push(newcomer)
  return true
}

function limit(pool: readonly Member[], wanted: number): number {
  if (pool.length === 0) return 0
  const first = pool.reduce((count, { above }) => count + (above === 0 ? 1 : 0), 0)
  return Math.min(wanted, pool.length, Math.max(mostGood, Math.min(bounds(pool[0]!.y.length).chosen, first)))
}

function choose(pool: readonly Member[], count: number, table: TrialTable): number[] {
  const members = [...pool].sort((a, b) => table.number[a.row]! - table.number[b.row]!)
  const first = members.filter(({ above }) => above === 0)
  const fronts =
    first.length >= count ? [first] : nonDominatedFronts(members.map(({ y }) => y)).map((front) => front.map((i) => members[i]!))
  const chosen: number[] = []
  for (const front of fronts) {
    const room = count - chosen.length
    chosen.push(...(front.length <= room ? front.map(({ row }) => row) : spread(thinned(front, table), room)))
    if (chosen.length >= count) break
  }
  return chosen
}

/** The rows of the `count` members that cover most, objectives scaled to [0, 1] on the front; the reference point is 1.1. */
function spread(front: readonly Member[], count: number): number[] {
  const finite = front.map(({ y }) => y.map((v) => Math.min(1e300, Math.max(-1e300, v))))
  const objectives = front[0]!.y.map((_, m) => finite.map((y) => y[m]!))
  const low = objectives.map((values) => values.reduce((a, b) => Math.min(a, b)))
  const range = objectives.map((values, m) => values.reduce((a, b) => Math.max(a, b)) - low[m]!)
  const scaled = finite.map((y) => y.map((v, m) => (range[m]! > 0 ? (v - low[m]!) / range[m]! : 0)))
  return hypervolumeSubset(
    scaled,
    low.map(() => 1.1),
    count,
  ).map((i) => front[i]!.row)
}

function thinned(front: readonly Member[], { hash, number }: TrialTable): readonly Member[] {
  const { compared } = bounds(front[0]!.y.length)
  if (front.length <= compared) return front
  const lowest = [...front].sort((a, b) => hash[a.row]! - hash[b.row]! || number[a.row]! - number[b.row]!).slice(0, compared)
  return lowest.sort((a, b) => number[a.row]! - number[b.row]!)
}

function dominates(a: readonly number[], b: readonly number[]): boolean {
  let better = false
  for (let m = 0; m < a.length; m++) {
    if (a[m]! > b[m]!) return false
    if (a[m]! < b[m]!) better = true
  }
  return better
}

/** How many of a front are compared, and how many chosen at most: a volume of four objectives costs a hundred times that of three. */
const bounds = (objectives: number): { readonly compared: number; readonly chosen: number } =>
  objectives <= 3 ? { compared: 256, chosen: 200 } : { compared: 48, chosen: 25 }
