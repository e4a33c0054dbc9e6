import type { EventBody } from "../event/event.ts"
import { toWireMetrics } from "../event/json.ts"
import type { Metrics } from "../ledger/trial.ts"
import { inTurn, write, type Access } from "./access.ts"
import { settleOwed } from "./owed.ts"
import { runningTrial } from "./running-trial.ts"
import type { Verdict } from "./verdict.ts"

/**
 * The reports of a session. Those that come while something else is being written are written together, and so are the decisions that
 * follow from them: a hundred trials that report at once cost two appends. Each gets its own verdict, and only those that were not
 * written are rejected.
 */
interface Reports {
  /** Resolves when the report and what follows from it is in the log. Throws D230, D231, D4xx. */
  add(trial: number, step: number, metrics: Metrics): Promise<Verdict>
  /** What comes from now on is written after whatever else has been asked for, so that the order in which a trial speaks is kept. */
  close(): void
}

/** At most one report of each trial: the second is judged by what became of the first. */
type Group = Map<number, Waiting>

interface Waiting {
  readonly step: number
  readonly metrics: Metrics
  resolve(verdict: Verdict): void
  reject(error: unknown): void
}

/** Reports in one append: they hold up the event loop for a few milliseconds. */
const most = 256

export function createReports(access: Access): Reports {
  let open: Group | undefined
  const begin = (): Group => {
    const group: Group = new Map()
    void inTurn(access, () => {
      if (open === group) open = undefined
      return writeGroup(access, group)
    })
    return group
  }
  return {
    add: (trial, step, metrics) =>
      new Promise((resolve, reject) => {
        if (open === undefined || open.has(trial) || open.size === most) open = begin()
        open.set(trial, { step, metrics, resolve, reject })
      }),
    close: () => void (open = undefined),
  }
}

/** Never rejects: each report hears of its own fate. */
async function writeGroup(access: Access, group: Group): Promise<void> {
  await settle(access, group)
  const events = [...group].flatMap(([trial, waiting]) => eventOf(access, group, trial, waiting))
  if (events.length === 0) return
  try {
    const written = await write(access, events)
    if (written.outcome !== "won") return answerAll(group, { action: "stop", why: "the trial belongs to another session by now" }, access)
    const verdicts = events.map(({ trial }, i) => [trial, written.verdicts[i] ?? undecided(access)] as const)
    for (const [trial, verdict] of verdicts) if (verdict.action === "continue") answer(group, trial, verdict)
    await settle(access, group)
    for (const [trial, verdict] of verdicts) if (group.has(trial)) answer(group, trial, verdict)
  } catch (error) {
    rejectAll(group, error)
  }
}

const undecided = ({ mind }: Access): Verdict => ({ action: "continue", why: "nothing was decided", report: mind.ledger.seq })

/** Carries out what is owed to trials of the group, and answers them. */
async function settle(access: Access, group: Group): Promise<void> {
  const owing = [...group.keys()].filter((trial) => access.mind.owed.has(trial))
  if (owing.length === 0) return
  try {
    for (const [trial, verdict] of await settleOwed(access, owing)) answer(group, trial, verdict)
  } catch (error) {
    for (const trial of owing) {
      group.get(trial)!.reject(error)
      group.delete(trial)
    }
  }
}

type Reported = Extract<EventBody, { kind: "trial.reported" }>

function eventOf(access: Access, group: Group, trial: number, { step, metrics, reject }: Waiting): readonly Reported[] {
  try {
    const { attempts: attempt } = runningTrial(access, trial, "report")
    return [{ kind: "trial.reported", trial, attempt, step, metrics: toWireMetrics(metrics) }]
  } catch (error) {
    group.delete(trial)
    reject(error)
    return []
  }
}

function answer(group: Group, trial: number, verdict: Verdict): void {
  group.get(trial)!.resolve(verdict)
  group.delete(trial)
}

function answerAll(group: Group, verdict: { readonly action: "stop"; readonly why: string }, { mind }: Access): void {
  for (const { resolve } of group.values()) resolve({ ...verdict, report: mind.ledger.seq })
}

function rejectAll(group: Group, error: unknown): void {
  for (const { reject } of group.values()) reject(error)
}
