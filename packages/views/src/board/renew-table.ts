import {
  configToday,
  DiapasonError,
  flatten,
  flatToday,
  lastValues,
  spaceOf,
  type Flat,
  type Ledger,
  type Metrics,
  type Parameter,
  type Trial,
} from "@diapason/core"
import { owned } from "./lent.ts"
import { facts, markOf, marks, type Column, type TrialTable } from "./table.ts"
import { isCategory, numberFacts, wordFacts } from "./trial-facts.ts"
import { growingWords, placesOf, type GrowingWords } from "./words.ts"

/**
 * The table with new rows for the trials that its ledger has more (`most` rows in all where that is said), and with those rows made anew that
 * are named. Buffers are shared with the table that was given while they are long enough; else they grow by doubling.
 */
export function renewTable(ledger: Ledger, table: TrialTable, touched: Iterable<number>, most = Infinity): TrialTable {
  const size = Math.min(ledger.trials.length, most)
  const mark = table.mark.length < size ? grown(table.mark, new Uint8Array(roomFor(size))) : owned(table.mark)
  const drafts = table.columns.map((column) => draftOf(column, mark.length, size > table.size))
  const rows = writer(ledger, mark, drafts)
  for (const n of touched) if (n < table.size) rows.write(n)
  for (let n = table.size; n < size; n++) {
    rows.begin(n)
    rows.write(n)
  }
  return { size, mark, columns: rows.drafts().map(columnOf) }
}

/** A column in which something may change. */
interface Draft {
  readonly column: Column
  values: Float64Array
  /** Nobody else reads them at the moment. */
  owned: boolean
  changed: boolean
  readonly words?: GrowingWords
}

function draftOf(column: Column, room: number, changed: boolean): Draft {
  const values = column.values.length < room ? grown(column.values, new Float64Array(room).fill(NaN)) : column.values
  const growing = column.kind === "fact" && column.words !== undefined
  return {
    column,
    values,
    owned: false,
    changed: changed || values !== column.values,
    ...(growing && { words: growingWords(column.words) }),
  }
}

const columnOf = ({ column, values, changed, words }: Draft): Column =>
  changed ? { ...column, values, ...(words !== undefined && { words: words.all() }) } : column

const roomFor = (size: number): number => Math.max(64, size * 2)

function grown<T extends Float64Array | Uint8Array>(from: T, to: T): T {
  to.set(from)
  return to
}

/** Writes rows of trials into drafts. */
interface Writer {
  /** What never changes of a trial: its configuration. */
  begin(n: number): void
  /** All that may change. */
  write(n: number): void
  /** Parameters, metrics, facts. */
  drafts(): readonly Draft[]
}

function writer(ledger: Ledger, mark: Uint8Array, drafts: readonly Draft[]): Writer {
  const parameters = drafts.filter(({ column }) => column.kind === "parameter")
  const places = ledger.space.parameters.map((parameter) => numbering(parameter))
  const metrics = metricsOf(ledger, drafts, mark.length)
  const known = facts.map((name) =>
    factWriter(
      name,
      drafts.find(({ column }) => column.kind === "fact" && column.name === name)!,
    ),
  )
  return {
    begin(n) {
      const flat = flatSafely(ledger, ledger.trials[n]!)
      for (const [i, draft] of parameters.entries()) set(draft, n, places[i]!(flat[draft.column.name]))
    },
    write(n) {
      const trial = ledger.trials[n]!
      const values = "values" in trial ? trial.values : lastValues(trial.curve)
      const violations =
        trial.state === "complete" && ledger.rules.outcomes.length > 0 ? ledger.rules.violations(values, configToday(ledger, trial)) : []
      mark[n] = marks.indexOf(markOf(trial, violations))
      metrics.write(n, values)
      for (const write of known) write(n, trial)
    },
    drafts: () => [...parameters, ...metrics.drafts(), ...known.map(({ draft }) => draft)],
  }
}

function set(draft: Draft, n: number, value: number): void {
  if (Object.is(draft.values[n], value)) return
  if (!draft.owned) {
    draft.values = owned(draft.values)
    draft.owned = true
  }
  draft.values[n] = value
  draft.changed = true
}

function numbering(parameter: Parameter): (value: Flat[string] | undefined) => number {
  if (parameter.kind === "float" || parameter.kind === "int") return (value) => (typeof value === "number" ? value : NaN)
  const placeOf = placesOf(parameter)
  return (value) => (value === undefined ? NaN : placeOf(value))
}

/** As the space of today sees it, else as it was run; what cannot be read there has nothing to show. */
function flatSafely(ledger: Ledger, trial: Trial): Flat {
  try {
    return flatToday(ledger, trial) ?? flatten(spaceOf(ledger, trial), trial.config)
  } catch (error) {
    if (error instanceof DiapasonError) return {}
    throw error
  }
}

/** The objectives stay in front; what else comes is put in by its name, so that every reader has the same order. */
function metricsOf({ definition }: Ledger, drafts: readonly Draft[], room: number) {
  const known = new Map(drafts.filter(({ column }) => column.kind === "metric").map((draft) => [draft.column.name, draft]))
  const objectives = new Set(definition.objectives.map(({ metric }) => metric))
  return {
    write(n: number, values: Metrics): void {
      for (const name in values) if (!known.has(name)) known.set(name, newMetric(name, room))
      for (const [name, draft] of known) set(draft, n, Object.hasOwn(values, name) ? values[name]! : NaN)
    },
    drafts(): readonly Draft[] {
      const all = [...known.values()]
      const others = all.filter(({ column }) => !objectives.has(column.name))
      return [
        ...all.filter(({ column }) => objectives.has(column.name)),
        ...others.sort((a, b) => (a.column.name < b.column.name ? -1 : 1)),
      ]
    },
  }
}

function newMetric(name: string, room: number): Draft {
  const values = new Float64Array(room).fill(NaN)
  return { column: { name, kind: "metric", scale: "linear", values }, values, owned: true, changed: false }
}

function factWriter(name: (typeof facts)[number], draft: Draft) {
  const { words } = draft
  if (isCategory(name) && words !== undefined) {
    const wordOf = wordFacts[name]
    const write = (n: number, trial: Trial): void => {
      const word = wordOf(trial)
      set(draft, n, word === undefined ? NaN : words.numberOf(word))
    }
    return Object.assign(write, { draft })
  }
  const numberOf = numberFacts[name as keyof typeof numberFacts]
  return Object.assign((n: number, trial: Trial): void => set(draft, n, numberOf(trial)), { draft })
}
