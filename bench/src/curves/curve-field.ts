import { regretAt, type Rule } from "./incumbents.ts"
import type { CurveRecord, Part } from "./record.ts"

/** Runs that can be compared: the same contestants in the same worlds with the same seeds. */
export interface CurveField {
  readonly contestants: readonly string[]
  /** Names of worlds with a seed: what each of the contestants finished. */
  readonly pairs: readonly string[]
  /** By contestant as in the field, then by pair. */
  readonly runs: readonly (readonly CurveRecord[])[]
}

/** What of the records a field is made of. */
export interface Chosen {
  readonly contestants: readonly string[]
  readonly worlds: readonly string[]
  readonly part: Part
  readonly size: number
}

/** The field of these contestants; one that finished nothing is left out. */
export function curveField(records: readonly CurveRecord[], { contestants, worlds, part, size }: Chosen): CurveField {
  const finished = records.filter(
    (run) =>
      run.part === part &&
      run.size === size &&
      run.failed === undefined &&
      run.unsupported === undefined &&
      contestants.includes(run.contestant) &&
      worlds.includes(run.world),
  )
  const there = contestants.filter((name) => finished.some(({ contestant }) => contestant === name))
  const byName = there.map((name) => new Map(finished.flatMap((run) => (run.contestant === name ? [[pairOf(run), run] as const] : []))))
  const pairs = [...(byName[0]?.keys() ?? [])].filter((pair) => byName.every((of) => of.has(pair)))
  return { contestants: there, pairs, runs: byName.map((of) => pairs.map((pair) => of.get(pair)!)) }
}

const pairOf = ({ world, seed }: CurveRecord): string => `${world}, seed ${seed}`

/** The regrets of contestant `c` by pair, each at its own moment. */
export const regretsOf = ({ runs }: CurveField, c: number, rule: Rule, momentOf: (pair: number) => number): readonly number[] =>
  runs[c]!.map(({ curves }, pair) => regretAt(curves[rule], momentOf(pair)))
