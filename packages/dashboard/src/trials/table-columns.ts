import { marks, type Board, type Column } from "@diapason/views"
import type { Trial } from "@diapason/core"
import { showValue } from "@diapason/figures"

/** A column of the list of trials. Pure: cells, order and CSV are made from it. */
export interface TableColumn {
  /** In addresses: a column of the board by its name, or `trial`, `mark`, `curve`, `why`, `said`. */
  readonly id: string
  readonly title: string
  readonly kind: "trial" | "mark" | "curve" | "text" | Column["kind"]
  /** What a reader sees of trial n; empty when it has none. */
  text(trial: number): string
  /** What it is sorted by: NaN and the empty text are missing values. Absent: it cannot be sorted. */
  readonly key?: (trial: number) => number | string
  /** What the CSV says: full precision. */
  cell(trial: number): string | number
  readonly numeric: boolean
}

/** All columns that a study has, in the order in which they can be chosen. */
export function tableColumns({ table, ledger }: Board): readonly TableColumn[] {
  const known = new Map<string, TableColumn>()
  for (const column of [number, mark(table.mark), ...table.columns.map(measured), curve])
    if (!known.has(column.id)) known.set(column.id, column)
  for (const [id, title, of] of texts)
    if (!known.has(id))
      known.set(
        id,
        worded(id, title, (n) => of(ledger.trials[n])),
      )
  return [...known.values()]
}

/** What is shown before anybody has chosen: objectives, what differs between trials, and how long it took. */
export function usualColumns({ table, ledger }: Board): readonly string[] {
  const objectives = ledger.definition.objectives.map(({ metric }) => metric)
  const parameters = table.columns.filter(({ kind, words }) => kind === "parameter" && words?.length !== 1).map(({ name }) => name)
  const others = table.columns.filter(({ kind, name }) => kind === "metric" && !objectives.includes(name)).map(({ name }) => name)
  return ["trial", "mark", ...objectives, "curve", ...parameters.slice(0, 10), ...others.slice(0, 4), "steps", "duration", "said"]
}

/**
 * The columns that the address names (`cols=lr,val_loss`), always after number and mark; the usual ones where it names none. Names that the
 * study does not have are passed over.
 */
export function chosenColumns(
  all: readonly TableColumn[],
  cols: string | number | undefined,
  usual: readonly string[],
): readonly TableColumn[] {
  const names = cols === undefined ? usual : ["trial", "mark", ...String(cols).split(",")]
  return [...new Set(names)].flatMap((name) => all.find(({ id }) => id === name) ?? [])
}

const number: TableColumn = {
  id: "trial",
  title: "#",
  kind: "trial",
  text: (n) => String(n),
  key: (n) => n,
  cell: (n) => n,
  numeric: true,
}

const mark = (of: Uint8Array): TableColumn => ({
  id: "mark",
  title: "state",
  kind: "mark",
  text: (n) => marks[of[n]!]!,
  key: (n) => of[n]!,
  cell: (n) => marks[of[n]!]!,
  numeric: false,
})

function measured(column: Column): TableColumn {
  const { name, kind, values, words } = column
  const shared = { id: name, title: name, kind, text: (n: number) => showValue(column, values[n]) }
  if (words === undefined) return { ...shared, key: (n) => values[n]!, cell: (n) => values[n]!, numeric: true }
  const word = (n: number): string => words[values[n]!] ?? ""
  const numbers = words.map(Number)
  // Sizes that are a choice, 16 to 256, are sorted as numbers.
  if (words.every((text, i) => text !== "" && Number.isFinite(numbers[i])))
    return { ...shared, key: (n) => numbers[values[n]!] ?? NaN, cell: word, numeric: true }
  return { ...shared, key: word, cell: word, numeric: false }
}

const curve: TableColumn = { id: "curve", title: "curve", kind: "curve", text: () => "", cell: () => "", numeric: false }

const worded = (id: string, title: string, text: (n: number) => string): TableColumn => ({
  id,
  title,
  kind: "text",
  text,
  key: text,
  cell: text,
  numeric: false,
})

/** Words that the ledger has of trials; of a big study it has those that still run. */
const texts: readonly (readonly [id: string, title: string, of: (trial: Trial | undefined) => string])[] = [
  ["said", "what was said", (trial) => (trial === undefined ? "" : said(trial))],
  ["why", "why this one", (trial) => trial?.why ?? ""],
  ["by", "by", (trial) => trial?.by ?? ""],
  ["label", "label", (trial) => trial?.label ?? ""],
]

function said(trial: Trial): string {
  if (trial.excluded !== undefined) return `excluded: ${trial.excluded}`
  if (trial.state === "failed") return `${trial.failure.kind}: ${trial.failure.message}`
  return "decision" in trial ? trial.decision : ""
}
