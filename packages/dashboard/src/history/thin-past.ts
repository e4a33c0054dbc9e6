import { assemble, emptyCurve, type CompleteTrial, type Flat, type Ledger, type RunningTrial, type Trial } from "@diapason/core"
import { factNamed, marks, wordAt, type Board, type Column, type TrialTable } from "@diapason/views"

/**
 * A past moment of a study of which only the columns are here: who was born by then and who had ended, with the values that each ended with.
 * What the columns do not keep is not told: how far those had come that ran then, pauses that are over, earlier budgets. The server's
 * aggregate of that position knows these; this one needs no answer and no log.
 */
export function thinBoardAt({ ledger, table }: Board, position: number): Board {
  const size = firstBeyond(factNamed(table, "born").values, table.size, position)
  const over = factNamed(table, "over").values
  const past = pastTable(table, size, (n) => over[n]! <= position)
  const running = new Set<number>()
  for (let n = 0; n < size; n++) if (past.mark[n] === marks.indexOf("running")) running.add(n)
  const finished = ledger.finished.filter((n) => n < size && over[n]! <= position)
  const at = timeAt(past, size)
  const { ended: _, held: __, ...rest } = ledger
  const trials: Trial[] = []
  trials.length = size
  const then: Ledger = {
    ...rest,
    seq: position,
    at,
    trials,
    running,
    waiting: new Set(),
    paused: new Set(),
    finished,
    front: frontOf(ledger, past, finished),
    baselines: [],
    proposals: [],
    sessions: new Map(
      [...ledger.sessions].filter(([, { openedAt }]) => openedAt <= at).map(([name, session]) => [name, sessionAt(session, at)]),
    ),
    revisions: ledger.revisions,
  }
  for (const n of [...then.front, ...running]) trials[n] = standIn(ledger, past, n)
  return { ledger: then, table: past, whole: false }
}

type SessionOf<T> = T extends ReadonlyMap<string, infer S> ? S : never

function sessionAt(session: SessionOf<Ledger["sessions"]>, at: number): SessionOf<Ledger["sessions"]> {
  const { closed, ...open } = session
  return session.seenAt <= at && closed !== undefined ? session : { ...open, seenAt: Math.min(session.seenAt, at) }
}

/** How many of the first `size` rising values are not above a limit. */
function firstBeyond(rising: Float64Array, size: number, limit: number): number {
  let [low, high] = [0, size]
  while (low < high) {
    const middle = (low + high) >> 1
    if (rising[middle]! <= limit) low = middle + 1
    else high = middle
  }
  return low
}

/** What only an end, or the course of a run, has brought. */
const later = new Set(["ended", "duration", "over", "failure", "steps"])

function pastTable(table: TrialTable, size: number, had: (n: number) => boolean): TrialTable {
  const mark = table.mark.slice(0, size)
  for (let n = 0; n < size; n++) if (!had(n)) mark[n] = marks.indexOf("running")
  const hidden = ({ kind, name }: Column): boolean => kind === "metric" || (kind === "fact" && later.has(name))
  const columns = table.columns.map((column): Column => {
    if (column.kind === "fact" && column.name === "state") return masked(column, size, had, column.words?.indexOf("running") ?? NaN)
    return hidden(column) ? masked(column, size, had, NaN) : column
  })
  return { size, mark, columns }
}

function masked(column: Column, size: number, had: (n: number) => boolean, instead: number): Column {
  const values = column.values.slice(0, size)
  for (let n = 0; n < size; n++) if (!had(n)) values[n] = instead
  return { ...column, values }
}

/** The newest time that the columns know of by then. */
function timeAt(table: TrialTable, size: number): number {
  const [suggested, ended] = [factNamed(table, "suggested").values, factNamed(table, "ended").values]
  let at = 0
  for (let n = 0; n < size; n++) at = Math.max(at, suggested[n]!, Number.isNaN(ended[n]) ? 0 : ended[n]!)
  return at
}

function frontOf({ rules }: Ledger, table: TrialTable, finished: readonly number[]): readonly number[] {
  let front: { readonly n: number; readonly losses: readonly number[] }[] = []
  for (const n of finished) {
    if (table.mark[n] !== marks.indexOf("complete")) continue
    const losses = rules.losses(valuesOf(table, n))
    if (losses.some(Number.isNaN) || front.some((other) => covers(other.losses, losses))) continue
    front = [...front.filter((other) => !covers(losses, other.losses)), { n, losses }]
  }
  return front.map(({ n }) => n)
}

const covers = (a: readonly number[], b: readonly number[]): boolean => a.every((loss, i) => loss <= b[i]!)

function valuesOf({ columns }: TrialTable, n: number): Readonly<Record<string, number>> {
  const values: Record<string, number> = {}
  for (const column of columns)
    if (column.kind === "metric" && n < column.values.length && !Number.isNaN(column.values[n])) values[column.name] = column.values[n]!
  return values
}

/** A trial as far as its columns tell: its curve and its reasons are not there. */
function standIn(ledger: Ledger, table: TrialTable, n: number): CompleteTrial | RunningTrial {
  const number = (name: Parameters<typeof factNamed>[1]): number => factNamed(table, name).values[n]!
  const word = (name: Parameters<typeof factNamed>[1]): string => wordAt(factNamed(table, name), n) ?? ""
  const known = ledger.trials[n]
  const facts = {
    number: n,
    config: known?.config ?? assemble(ledger.space, flatAt(ledger, table, n)),
    why: known?.why ?? "",
    by: word("by"),
    basis: known?.basis ?? 0,
    suggestedAt: number("suggested"),
    seq: number("born"),
    lost: 0,
    attempts: number("attempts"),
    curve: emptyCurve(),
    checkpoints: [],
    updates: [],
    ...(number("revision") > 1 && { revision: number("revision") }),
    ...(!Number.isNaN(number("started")) && { startedAt: number("started") }),
  }
  if (table.mark[n] === marks.indexOf("running")) return { ...facts, state: "running", session: word("session") }
  return { ...facts, state: "complete", values: valuesOf(table, n), endedAt: number("ended"), endedSeq: number("over") }
}

function flatAt({ space }: Ledger, { columns }: TrialTable, n: number): Flat {
  const flat: Record<string, Flat[string]> = {}
  for (const parameter of space.parameters) {
    const value = columns.find(({ kind, name }) => kind === "parameter" && name === parameter.name)?.values[n]
    if (value === undefined || Number.isNaN(value)) continue
    flat[parameter.name] = "values" in parameter ? parameter.values[value]! : parameter.kind === "constant" ? parameter.value : value
  }
  return flat as Flat
}
