import { fault, nearest, type Json, type Ledger, type Trial } from "@diapason/core"
import { ranked } from "@diapason/views"
import { fieldNames, fieldsOf } from "./trial-fields.ts"
import { whereOf } from "./where.ts"

/** Which trials are asked for, and in which order. */
interface Asked {
  readonly state?: string | undefined
  readonly where?: string | undefined
  /** A name of a trial's fields; with a - before it the largest first. */
  readonly sort?: string | undefined
  readonly leaderboard?: boolean
}

/** The trials that are asked for. Those without the value that they are sorted by come last. Throws D110, D140. */
export function chosen(ledger: Ledger, { state, where, sort, leaderboard }: Asked): readonly Trial[] {
  const base = leaderboard === true ? ranked(ledger).map((n) => ledger.trials[n]!) : ledger.trials
  const names = where === undefined && sort === undefined ? [] : fieldNames(ledger)
  const asked = where === undefined ? () => true : whereOf("--where", where, names)
  const found = base.filter((trial) => (state === undefined || trial.state === state) && asked(fieldsOf(ledger, trial)))
  if (sort === undefined) return found
  const down = sort.startsWith("-")
  const name = knownField("--sort", down ? sort.slice(1) : sort, names)
  const valued = found.map((trial) => ({ trial, value: fieldsOf(ledger, trial)[name] }))
  return valued.sort((a, b) => order(a.value, b.value, down) || a.trial.number - b.trial.number).map(({ trial }) => trial)
}

/** The name, if trials have such a field. Throws D140. */
export function knownField(flag: string, name: string, names: readonly string[]): string {
  if (names.includes(name)) return name
  const meant = nearest(name, names)
  throw fault("D140", {
    flag,
    text: name,
    expected: meant === undefined ? `one of ${names.join(", ")}` : `a name of the trials, such as ${meant},`,
  })
}

function order(a: Json | undefined, b: Json | undefined, down: boolean): number {
  const [none, other] = [missing(a), missing(b)]
  if (none || other) return Number(none) - Number(other)
  const up = typeof a === "number" && typeof b === "number" ? a - b : String(a) < String(b) ? -1 : String(a) > String(b) ? 1 : 0
  return down ? -up : up
}

const missing = (value: Json | undefined): boolean => value === undefined || Number.isNaN(value)
