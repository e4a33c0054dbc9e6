/**
 * Trains from nothing under a schedule that came out of a population or of updates, once for each trial of the budget, each with a seed
 * of its own: so one sees whether the schedule holds or was luck. Trials that take updates are told the new values when they are due;
 * the others end an attempt where they have saved their state, and go on from there with the new values.
 */
import { canonicalJson, flatInForce, flatten, lastStep, spaceOf, type Config, type Decision, type Flat, type Ledger } from "@diapason/core"
import type { RunningTrial, Scheduler, SchedulerProblem } from "@diapason/core"

export interface ReplayScheduleOptions {
  /** Values that hold from a step on, until the next ones; the first from step 1. Without any every trial is the sampler's, and runs in full. */
  readonly steps?: readonly { readonly from: number; readonly config: Config }[]
}

/** Throws D112, D113 or D115 at `init` for values that do not belong to the space. */
export const replaySchedule = ({ steps = [] }: ReplayScheduleOptions = {}): Scheduler<Pieces> => ({
  id: "replay-schedule/1",
  init: (problem) => ({ problem, pieces: steps.map(({ from, config }) => ({ from, flat: flatten(problem.space, config) })) }),
  observe: (state) => state,
  next({ problem: { fidelity }, pieces }) {
    const start = { do: "start", ...(fidelity !== undefined && { fidelity: fidelity.max }) } as const
    if (pieces.length === 0) return start
    return { ...start, given: { flat: pieces[0]!.flat, why: `the schedule's values ${spanText(pieces, 0)}` } }
  },
  decide: (state, trial, ledger) => (state.pieces.length === 0 ? inFull : dueOf(state, trial, ledger)),
})

interface Pieces {
  readonly problem: SchedulerProblem
  readonly pieces: readonly { readonly from: number; readonly flat: Flat }[]
}

const inFull: Decision = { action: "continue", why: "no schedule is given: every trial runs in full" }

function dueOf({ pieces }: Pieces, trial: RunningTrial, ledger: Ledger): Decision {
  const step = lastStep(trial.curve) ?? 0
  const pieceAt = (after: number): number => pieces.findLastIndex(({ from }) => from <= after + 1)
  const due = pieceAt(step)
  const heard = trial.updates.filter(({ state }) => state === "sent" || state === "applied")
  const told = heard.reduce((most, update) => Math.max(most, pieceAt(update.step)), 0)
  if (due <= told) return { action: "continue", why: `step ${step} of the schedule: the values ${spanText(pieces, told)} hold` }
  const why = `the schedule's values ${spanText(pieces, due)}`
  const config = changesTo(ledger, trial, pieces[due]!.flat)
  if (Object.keys(config).length === 0) return { action: "continue", why: `${why} are the ones that hold already` }
  // Who has refused once, or has not answered, is not asked again.
  if (ledger.definition.updates === true && heard.length === trial.updates.length)
    return { action: "update", config, apply: "next-step", why }
  const saved = trial.checkpoints.at(-1)?.step
  if (saved === undefined || saved < pieces[due]!.from - 1)
    return { action: "continue", why: `${why} are due, and wait until the trial has saved its state: it takes no updates while it runs` }
  return { action: "update", config, apply: "restart", from: saved, why: `${why}; it goes on with them from its state after step ${saved}` }
}

/** What must change in the values that hold. */
function changesTo(ledger: Ledger, trial: RunningTrial, wanted: Flat): Flat {
  const now = flatInForce(spaceOf(ledger, trial), trial)
  return Object.fromEntries(Object.entries(wanted).filter(([name, value]) => canonicalJson(now[name] ?? null) !== canonicalJson(value)))
}

function spanText(pieces: Pieces["pieces"], i: number): string {
  const next = pieces[i + 1]
  return next === undefined ? `from step ${pieces[i]!.from} on` : `for steps ${pieces[i]!.from} to ${next.from - 1}`
}
