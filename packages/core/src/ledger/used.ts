import type { Cost } from "../event/definition.ts"
import type { Ledger, SessionFacts, Used } from "./ledger.ts"
import type { RunningTrial } from "./trial.ts"

/**
 * What an attempt has used that comes to its end at `at`: from its start, or to the last sign of life of the session that was lost with it.
 * One that was taken over alive has what the session granted that launched it.
 */
export function usedBy({ sessions }: Pick<Ledger, "sessions">, trial: RunningTrial, at: number): Used {
  const { session, launchedBy = session, startedAt = at } = trial
  const own = sessions.get(session)
  const time = Math.max(0, (own?.closed === undefined ? at : own.seenAt) - startedAt)
  return { slot: time, gpu: time * gpusOf(sessions.get(launchedBy)) }
}

/** What a study has used of its `cost` by `now`, in the unit of that. `open` names the sessions that are known to live: what they run counts until now. */
export const costSpent = (ledger: Ledger, cost: Cost, now: number, open: (session: string) => boolean): number =>
  weigh(cost, usedAt(ledger, now, open)) / hour

/**
 * Milliseconds until the budget in GPU hours or money is used up, if what runs goes on; 0 when it is, Infinity while nothing runs that costs;
 * undefined without such a budget. Sessions that nobody has closed count as alive: what was counted for a lost one comes back when it is found.
 */
export function costLeft(ledger: Ledger, now: number): number | undefined {
  const { cost } = ledger.budget
  if (cost === undefined) return undefined
  const limit = cost.limit * hour
  const left =
    limit -
    weigh(
      cost,
      usedAt(ledger, now, () => true),
    )
  // Sums of prices are off by some bits.
  if (left <= limit * 1e-9) return 0
  let rate = 0
  for (const { session, launchedBy = session } of runningTrials(ledger)) {
    if (lives(ledger.sessions.get(session))) rate += weigh(cost, { slot: 1, gpu: gpusOf(ledger.sessions.get(launchedBy)) })
  }
  return rate === 0 ? Infinity : Math.ceil(left / rate)
}

const hour = 3_600_000

function usedAt(ledger: Ledger, now: number, open: (session: string) => boolean): Used {
  let { slot, gpu } = ledger.used
  for (const trial of runningTrials(ledger)) {
    const session = ledger.sessions.get(trial.session)
    const until = lives(session) && open(trial.session) ? now : (session?.seenAt ?? now)
    const used = usedBy(ledger, trial, until)
    slot += used.slot
    gpu += used.gpu
  }
  return { slot, gpu }
}

/** The commands of a shell run nothing themselves: what they asked for counts in full when its end is told. */
const lives = (session: SessionFacts | undefined): boolean => session?.closed === undefined && session?.lease !== "none"

const runningTrials = ({ running, trials }: Ledger): readonly RunningTrial[] => [...running].map((number) => trials[number] as RunningTrial)

const weigh = (cost: Cost, used: Used): number => used.slot * cost.slot + used.gpu * cost.gpu

/** GPUs that a session grants to each trial, by its own record; none where that says nothing. */
function gpusOf(session: SessionFacts | undefined): number {
  const { gpus } = (session?.facts["grants"] ?? {}) as { readonly gpus?: unknown }
  return typeof gpus === "number" && gpus >= 0 && gpus < Infinity ? gpus : 0
}
