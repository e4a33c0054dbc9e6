import { write, type Access } from "./access.ts"
import { verdictEvents } from "./end.ts"
import type { Verdict } from "./verdict.ts"

/**
 * Carries out, in one write, what the last reports of these trials led to; a write that failed may have left that for now. Returns the
 * verdicts that were due, by trial. Call it in turn.
 */
export async function settleOwed(access: Access, numbers: Iterable<number>): Promise<ReadonlyMap<number, Verdict>> {
  const { ledger, owed, algorithms } = access.mind
  const due = new Map<number, Verdict>()
  const events = []
  for (const number of numbers) {
    const [trial, verdict] = [ledger.trials[number], owed.get(number)]
    if (verdict === undefined || trial?.state !== "running" || trial.session !== access.session) continue
    due.set(number, verdict)
    events.push(...verdictEvents(trial, verdict, algorithms.scheduler.id))
  }
  if (events.length > 0) await write(access, events)
  return due
}
