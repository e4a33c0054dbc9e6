import { costSpent, wallSpent, type Ledger } from "@diapason/core"
import { inWords } from "@diapason/figures"

/** How much of the budget is gone, and when it will be. */
interface Progress {
  /** 0 to 1; undefined without a limit. */
  readonly share: number | undefined
  /** What was spent of what, in words: `31 of 40 trials`. */
  readonly parts: readonly string[]
  /** Milliseconds since 1970; undefined while nobody can tell. */
  readonly end: number | undefined
}

/** The progress of a study at a moment. A session that nobody has closed counts as running. `ended`: how many trials have ended. */
export function progressAt(ledger: Ledger, ended: number, now: number): Progress {
  const { budget, trials, added, sessions } = ledger
  const open = [...sessions.values()].some((session) => session.closed === undefined && session.lease !== "none")
  const running = open && ledger.ended === undefined && ledger.held === undefined
  const wall = wallSpent(ledger, now, () => running)
  const { cost: limit } = budget
  const cost = limit && costSpent(ledger, limit, now, () => running)
  const [given, done] = [trials.length - added, Math.max(0, ended - added)]
  const shares = [part(done, budget.trials), part(wall, budget.wall), part(cost ?? 0, limit?.limit)].filter((share) => share !== undefined)
  return {
    share: ledger.ended === undefined ? (shares.length === 0 ? undefined : Math.min(1, Math.max(...shares))) : 1,
    parts: [
      budget.trials === undefined ? `${given} trials` : `${done} of ${budget.trials} trials`,
      ...(budget.wall === undefined ? [] : [`${inWords(wall)} of ${inWords(budget.wall)}`]),
      ...(limit === undefined ? [] : [`${cost!.toFixed(2)} of ${limit.limit} ${limit.unit}`]),
    ],
    end: running ? endOf({ done, wall, trials: budget.trials, limit: budget.wall, now }) : undefined,
  }
}

const part = (spent: number, of: number | undefined): number | undefined => (of === undefined ? undefined : of === 0 ? 1 : spent / of)

/** The earlier of the two ends: the clock's, and that of the trials at the pace so far. */
function endOf({
  done,
  wall,
  trials,
  limit,
  now,
}: {
  done: number
  wall: number
  trials: number | undefined
  limit: number | undefined
  now: number
}) {
  const byTrials = trials === undefined || done === 0 ? Infinity : now + (wall / done) * Math.max(0, trials - done)
  const byClock = limit === undefined ? Infinity : now + Math.max(0, limit - wall)
  const end = Math.min(byTrials, byClock)
  return Number.isFinite(end) ? end : undefined
}
