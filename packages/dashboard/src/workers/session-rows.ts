import type { SessionFacts } from "@diapason/core"
import { factNamed, marks, wordAt, type Board } from "@diapason/views"

/** A session as the page Workers shows it. */
export interface SessionRow {
  readonly session: string
  /** What the record says; whether an open one still answers only the server knows. */
  readonly state: "open" | "shell" | "closed"
  readonly host: string
  readonly pid: number
  readonly openedAt: number
  readonly heardAt: number
  /** Why it closed, or is wanted to. */
  readonly why?: string
  readonly running: readonly number[]
  /** How many trials it has run last. */
  readonly trials: number
  /** The most that it had running at one time; absent where trials are paused, of which the record keeps no end of their run. */
  readonly atOnce?: number
  /** Versions, commit, platform, labels, in words; not how trials are run, which is long. */
  readonly facts: readonly (readonly [string, string])[]
}

/** Who has, or had, the study open: open ones first, then the newest. */
export function sessionRows(board: Board): readonly SessionRow[] {
  const trials = trialsBy(board)
  const rows = [...board.ledger.sessions.values()].reverse().map((session) => rowOf(session, trials.get(session.session)))
  return rows.sort((a, b) => Number(a.state === "closed") - Number(b.state === "closed"))
}

function rowOf(session: SessionFacts, trials: Ran | undefined): SessionRow {
  const { holder, openedAt, seenAt, closed, lease, stopped, facts } = session
  const why =
    closed ?? (stopped === undefined ? undefined : `asked to leave by ${stopped.by}${stopped.why === "" ? "" : `: ${stopped.why}`}`)
  return {
    session: session.session,
    state: closed !== undefined ? "closed" : lease === "none" ? "shell" : "open",
    host: holder.host,
    pid: holder.pid,
    openedAt,
    heardAt: seenAt,
    ...(why !== undefined && { why }),
    running: closed === undefined ? (trials?.running ?? []) : [],
    trials: trials?.spans.length ?? 0,
    ...(trials?.paused !== true && { atOnce: mostAtOnce(trials?.spans ?? []) }),
    facts: Object.entries(facts)
      .filter(([name]) => name !== "run")
      .map(
        ([name, value]) =>
          [name, name === "labels" ? labelsText(value) : typeof value === "string" ? value : JSON.stringify(value)] as const,
      ),
  }
}

/** What a worker was marked with: `zone=a gpu=a100`. */
const labelsText = (labels: unknown): string =>
  Object.entries(labels as Readonly<Record<string, unknown>>)
    .map(([name, value]) => `${name}=${String(value)}`)
    .join(" ")

/** What a session ran: from when to when each, and what runs now. */
interface Ran {
  readonly spans: (readonly [from: number, to: number])[]
  readonly running: number[]
  paused: boolean
}

function trialsBy({ table }: Board): ReadonlyMap<string, Ran> {
  const column = factNamed(table, "session")
  const [started, ended] = [factNamed(table, "started").values, factNamed(table, "ended").values]
  const found = new Map<string, Ran>()
  for (let n = 0; n < table.size; n++) {
    const session = wordAt(column, n)
    if (session === undefined) continue
    let one = found.get(session)
    if (one === undefined) found.set(session, (one = { spans: [], running: [], paused: false }))
    const runs = marks[table.mark[n]!] === "running"
    if (runs) one.running.push(n)
    else if (Number.isNaN(ended[n])) one.paused = true
    one.spans.push([started[n]!, runs ? Infinity : Number.isNaN(ended[n]) ? started[n]! : ended[n]!])
  }
  return found
}

function mostAtOnce(spans: Ran["spans"]): number {
  const turns = spans.flatMap(([from, to]) => [[from, 1] as const, [to, -1] as const])
  // Who ends makes room for who begins at the same moment.
  turns.sort((a, b) => (a[0] === b[0] ? a[1] - b[1] : a[0] - b[0]))
  let [now, most] = [0, 0]
  for (const [, by] of turns) most = Math.max(most, (now += by))
  return most
}

/** Who runs the study, in one sentence. */
export function workersWords(rows: readonly SessionRow[]): string {
  const open = rows.filter(({ state }) => state === "open")
  if (open.length === 0) return rows.length === 0 ? "Nobody has run this study yet." : "Nobody runs this study now."
  const hosts = new Set(open.map(({ host }) => host)).size
  const slots = open.reduce((sum, { atOnce = NaN }) => sum + atOnce, 0)
  const running = open.reduce((sum, one) => sum + one.running.length, 0)
  const where = hosts === 1 ? `on ${open[0]!.host}` : `on ${hosts} machines`
  return `${open.length === 1 ? "One run" : `${open.length} runs`} ${where}: ${running} running now${Number.isNaN(slots) ? "" : `, at most ${slots} at a time so far`}.`
}
