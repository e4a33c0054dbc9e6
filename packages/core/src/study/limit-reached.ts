import type { Ledger } from "../ledger/ledger.ts"
import type { CompleteTrial } from "../ledger/trial.ts"
import { costLeft } from "../ledger/used.ts"
import { wallSpent } from "../ledger/wall.ts"

/** Which limit of the study is reached for a session at `now`, milliseconds since 1970; `final` when not even a requeued trial may run. */
export function limitReached(ledger: Ledger, session: string, now: number): { readonly why: string; readonly final: boolean } | undefined {
  const { trials, wall, cost } = ledger.budget
  const hit = ledger.rules.objectives.find((_, i) => targetReached(ledger, i))
  const stopped = ledger.sessions.get(session)?.stopped
  if (stopped !== undefined) return { why: `stopped by ${stopped.by}: ${stopped.why}`, final: true }
  if (ledger.ended !== undefined) return { why: ledger.ended, final: true }
  if (hit !== undefined) return { why: `${hit.metric} has reached ${hit.target}`, final: true }
  if (wall !== undefined && wallSpent(ledger, now, (name) => name === session) >= wall) {
    return { why: `the ${wall / 1000} s of the budget are spent`, final: true }
  }
  if (cost !== undefined && costLeft(ledger, now) === 0) {
    return { why: `the ${cost.limit} ${cost.unit} of the budget are spent`, final: true }
  }
  if (trials !== undefined && ledger.trials.length - ledger.added >= trials)
    return { why: `all ${trials} trials of the budget were handed out`, final: false }
  return undefined
}

/** Whether some trial of the front has an objective at its target or better. */
function targetReached({ rules, front, trials }: Ledger, i: number): boolean {
  const { metric, target } = rules.objectives[i]!
  if (target === undefined) return false
  const bound = rules.losses({ [metric]: target })[i]!
  return front.some((n) => rules.losses((trials[n] as CompleteTrial).values)[i]! <= bound)
}
