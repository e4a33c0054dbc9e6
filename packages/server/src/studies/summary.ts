import {
  configToday,
  costSpent,
  runningOf,
  shellSession,
  wallSpent,
  type Budget,
  type FailureKind,
  type Json,
  type Ledger,
  type Objective,
  type TrialState,
} from "@diapason/core"
import { bestView, countsOf, type BestView } from "@diapason/views"
import { inSlices } from "./slices.ts"

/** A study in a list: all that is shown of it there, some hundred bytes. */
export interface Summary {
  readonly study: string
  readonly position: number
  readonly at: number
  readonly created: number
  readonly counts: Readonly<Record<TrialState, number>>
  /** Attempts that failed, by kind: those that ended their trial, and those whose trial was put back. */
  readonly failures: Readonly<Partial<Record<FailureKind, number>>>
  readonly objectives: readonly Objective[]
  /** The first of the front. */
  readonly best: readonly BestView[]
  /** How many the front has. */
  readonly front: number
  /** The best value of the first objective as it came down (or up), at evenly spaced ends of trials. */
  readonly trend: readonly number[]
  readonly budget: Budget
  /** Without the time since the last event; `wall` in milliseconds. */
  readonly spent: { readonly trials: number; readonly wall: number; readonly cost?: number }
  readonly ended?: string
  readonly held?: string
  /** Sessions that nobody has closed. */
  readonly open: readonly string[]
  /** What each of them runs, and how many attempts it may run at one time, where it has said so. */
  readonly workers: readonly { readonly session: string; readonly busy: number; readonly slots?: number }[]
  readonly notes: Readonly<Record<string, Json>>
}

/** What is shown of a study in a list, from its ledger as it is. */
export async function summaryOf(ledger: Ledger, created: number, notes: Readonly<Record<string, Json>>): Promise<Summary> {
  const { definition, seq, at, budget, ended, held, front } = ledger
  const open = openSessions(ledger)
  return {
    study: definition.name,
    position: seq,
    at,
    created,
    counts: countsOf(ledger),
    failures: failuresOf(ledger),
    objectives: definition.objectives,
    best: bestView(ledger).slice(0, 3),
    front: front.length,
    budget,
    spent: {
      trials: ledger.trials.length - ledger.added,
      wall: wallSpent(ledger, at, () => true),
      ...(budget.cost && { cost: costSpent(ledger, budget.cost, at, () => true) }),
    },
    ...(ended !== undefined && { ended }),
    ...(held !== undefined && { held: held.why }),
    open: open.map(({ session }) => session),
    workers: open.map(({ session, facts }) => ({
      session,
      busy: runningOf(ledger, session).length,
      ...(typeof facts["slots"] === "number" && { slots: facts["slots"] }),
    })),
    notes,
    trend: await trendOf(ledger),
  }
}

const openSessions = ({ sessions }: Ledger) =>
  [...sessions.values()].filter(({ closed, session }) => closed === undefined && session !== shellSession)

function failuresOf({ trials }: Ledger): Summary["failures"] {
  const failures: Partial<Record<FailureKind, number>> = {}
  const add = (kind: FailureKind, count: number): void => void (failures[kind] = (failures[kind] ?? 0) + count)
  for (const trial of trials) {
    if (trial.state === "failed") add(trial.failure.kind, 1)
    for (const [kind, count] of Object.entries(trial.requeued ?? {})) add(kind as FailureKind, count)
  }
  return failures
}

/** Which share of the budget is gone, from 0 to 1; undefined without a limit. */
export function shareOf({ budget, spent }: Pick<Summary, "budget" | "spent">): number | undefined {
  const { trials, wall, cost = 0 } = spent
  const shares = [part(trials, budget.trials), part(wall, budget.wall), part(cost, budget.cost?.limit)].filter(
    (share) => share !== undefined,
  )
  return shares.length === 0 ? undefined : Math.min(1, Math.max(...shares))
}

const part = (spent: number, of: number | undefined): number | undefined => (of === undefined ? undefined : of === 0 ? 1 : spent / of)

async function trendOf(ledger: Ledger): Promise<readonly number[]> {
  const { metric } = ledger.definition.objectives[0]!
  const finished = [...ledger.finished]
  const values: number[] = []
  let best = Infinity
  let value = NaN
  await inSlices(finished, (number) => {
    const trial = ledger.trials[number]!
    if (trial.state === "complete" && trial.excluded === undefined) {
      const loss = ledger.rules.loss(trial.values)
      if (loss < best && ledger.rules.violations(trial.values, configToday(ledger, trial)).every((v) => v <= 0)) {
        best = loss
        value = trial.values[metric]!
      }
    }
    values.push(value)
  })
  const known = values.filter((one) => Number.isFinite(one))
  if (known.length <= most) return known
  return Array.from({ length: most }, (_, i) => known[Math.round((i * (known.length - 1)) / (most - 1))]!)
}

const most = 24
