import type { Ledger, SessionFacts } from "@diapason/core"
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
  /** Versions, commit, platform, in words. */
  readonly facts: readonly (readonly [string, string])[]
}

/** Who has, or had, the study open: open ones first, then the newest. */
export function sessionRows(board: Board): readonly SessionRow[] {
  const trials = trialsBy(board)
  const rows = [...board.ledger.sessions.values()].reverse().map((session) => rowOf(session, trials.get(session.session)))
  return rows.sort((a, b) => Number(a.state === "closed") - Number(b.state === "closed"))
}

function rowOf(session: SessionFacts, trials: { readonly all: number; readonly running: readonly number[] } | undefined): SessionRow {
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
    trials: trials?.all ?? 0,
    facts: Object.entries(facts).map(([name, value]) => [name, typeof value === "string" ? value : JSON.stringify(value)] as const),
  }
}

function trialsBy({ table }: Board): ReadonlyMap<string, { all: number; running: number[] }> {
  const column = factNamed(table, "session")
  const found = new Map<string, { all: number; running: number[] }>()
  for (let n = 0; n < table.size; n++) {
    const session = wordAt(column, n)
    if (session === undefined) continue
    let one = found.get(session)
    if (one === undefined) found.set(session, (one = { all: 0, running: [] }))
    one.all++
    if (marks[table.mark[n]!] === "running") one.running.push(n)
  }
  return found
}

/** Who runs the study, in one sentence. */
export function workersWords({ sessions, running }: Ledger, hosts: number): string {
  const open = [...sessions.values()].filter(({ closed, lease }) => closed === undefined && lease !== "none")
  if (open.length === 0) return sessions.size === 0 ? "Nobody has run this study yet." : "Nobody runs this study now."
  const slots = open.reduce((sum, { facts }) => sum + slotsOf(facts), 0)
  const where = hosts === 1 ? "on one machine" : `on ${hosts} machines`
  const who = open.length === 1 ? "Local run" : `${open.length} runs`
  return `${who}: ${slots > 0 ? `${slots} ${slots === 1 ? "slot" : "slots"} ` : ""}${where}, ${running.size} ${running.size === 1 ? "trial runs" : "trials run"}.`
}

/** How many trials a session runs at a time, where it said so. */
function slotsOf(facts: SessionFacts["facts"]): number {
  const said = facts["slots"] ?? facts["jobs"]
  return typeof said === "number" ? said : 0
}
