/**
 * Brackets whose rounds are decided when all of the round have come: the best go on, the others stay paused. While some are still on
 * their way, free slots begin the next bracket. Everything is read from the ledger: trials belong to brackets in the order of their
 * numbers, and who was once asked to run on has been promoted, whatever happens later. A report costs nothing until the trial has come
 * to its step; to fill a slot costs a look at the trials of the brackets that are not over, some 0.1 µs each.
 */
import {
  hasEnded,
  lastStep,
  type Ledger,
  type Next,
  type RunningTrial,
  type Scheduler,
  type SchedulerProblem,
  type Trial,
} from "@diapason/core"
import { figure } from "../judged.ts"
import { isSpent } from "../rungs/spent.ts"
import { lossAtRung } from "../rungs/rung-loss.ts"
import { byStanding, placeOf, type Standing } from "../rungs/standing.ts"
import { leftAfter, type Bracket } from "./plan.ts"

/** What is played: brackets in turn, again and again. */
interface Brackets {
  readonly plans: readonly Bracket[]
  readonly eta: number
  /** How many brackets are played in all; without end by default. */
  readonly rounds?: number
}

/** A scheduler that plays the brackets that `plan` makes of a study. It needs a declared fidelity. */
export const synchronous = (id: string, plan: (problem: SchedulerProblem) => Brackets): Scheduler<SynchronousState> => ({
  id,
  init: (problem) => ({ problem, ...plan(problem), members: [], seen: 0, over: 0 }),
  observe(state, event) {
    if (event.kind === "trial.excluded" || event.kind === "trial.included") state.over = 0
    return state
  },
  next: (state, ledger) => promoted(state, ledger) ?? { do: "start", fidelity: beginning(state) },
  decide(state, trial, ledger) {
    const step = lastStep(trial.curve) ?? 0
    const { max } = state.problem.fidelity!
    const { fidelity = max } = trial
    if (step >= max) return { action: "continue", why: `step ${step} is the last one` }
    if (step < fidelity) return { action: "continue", why: `it runs to step ${fidelity}` }
    return { action: "pause", why: whyPaused(state, trial, fidelity, ledger) }
  },
})

export interface SynchronousState extends Brackets {
  readonly problem: SchedulerProblem
  /** Numbers of the trials that were proposed here, in order; the first `seen` trials of the ledger were looked at. */
  readonly members: number[]
  seen: number
  /** So many brackets from the first one on are over. */
  over: number
}

/** Who goes on next, or that it is to be waited for, at the end of the budget; undefined when a new trial may begin. */
export function promoted(state: SynchronousState, ledger: Ledger): Next | undefined {
  const plays = openPlays(state, ledger)
  for (const play of plays) {
    const found = promotion(play, state, ledger)
    if (found !== undefined) return found
  }
  if (!isSpent(ledger) || ledger.running.size === 0) return undefined
  return { do: "wait", why: waiting(plays.find((play) => play.members.some((n) => ledger.running.has(n)))) }
}

/** One bracket as it is being played: its own trials. */
interface Play {
  readonly index: number
  readonly bracket: Bracket
  readonly members: readonly number[]
  /** How many trials it has in all; fewer than planned when no more can come. */
  readonly size: number
}

function openPlays(state: SynchronousState, ledger: Ledger): readonly Play[] {
  enrol(state, ledger)
  const plays: Play[] = []
  const { rounds = Infinity } = state
  for (let index = state.over; index < rounds && startOf(state, index) < state.members.length; index++) {
    const play = playAt(state, index, ledger)
    if (index === state.over && isOver(play, state, ledger)) state.over++
    else plays.push(play)
  }
  return plays
}

/** Trials that were observed elsewhere belong to no bracket. */
function enrol(state: SynchronousState, { trials }: Ledger): void {
  for (; state.seen < trials.length; state.seen++) if (trials[state.seen]!.by !== "added") state.members.push(state.seen)
}

function playAt(state: SynchronousState, index: number, ledger: Ledger): Play {
  const { plans, members } = state
  const bracket = plans[index % plans.length]!
  const start = startOf(state, index)
  const own = members.slice(start, start + bracket[0]!.trials)
  return { index, bracket, members: own, size: isSpent(ledger) ? own.length : bracket[0]!.trials }
}

/** Where among the members a bracket begins. */
function startOf({ plans }: SynchronousState, index: number): number {
  const sizes = plans.map((bracket) => bracket[0]!.trials)
  const all = sizes.reduce((sum, n) => sum + n, 0)
  return Math.floor(index / plans.length) * all + sizes.slice(0, index % plans.length).reduce((sum, n) => sum + n, 0)
}

/** All its trials are there, none is under way, and none can go on. */
const isOver = (play: Play, state: SynchronousState, ledger: Ledger): boolean =>
  play.members.length === play.bracket[0]!.trials &&
  play.members.every((n) => !ledger.running.has(n) && !ledger.waiting.has(n)) &&
  promotion(play, state, ledger) === undefined

/** The step at which the next new trial begins. */
function beginning(state: SynchronousState): number {
  let index = state.over
  while (startOf(state, index + 1) <= state.members.length) index++
  return state.plans[index % state.plans.length]![0]!.step
}

/** Who goes on next, from the highest round down. */
function promotion({ bracket, members, size }: Play, state: SynchronousState, ledger: Ledger): Next | undefined {
  let found: Next | undefined
  let entrants: readonly Trial[] = members.map((n) => ledger.trials[n]!)
  let complete = members.length === size
  for (let i = 0; i + 1 < bracket.length; i++) {
    const [here, above] = [bracket[i]!.step, bracket[i + 1]!.step]
    const promoted = entrants.filter(({ fidelity = 0 }) => fidelity >= above)
    const places = leftAfter(bracket[i + 1]!.thinned, size, state.eta) - promoted.length
    complete &&= entrants.every((trial) => (trial.fidelity ?? 0) >= above || hasCome(trial, here))
    const chosen =
      complete && places > 0
        ? best(
            entrants.filter(({ fidelity = 0 }) => fidelity < above),
            here,
            places,
            state.problem,
          )
        : []
    const next = chosen.find(({ state }) => state === "paused")
    if (next !== undefined) found = { do: "resume", trial: next.number, fidelity: above }
    entrants = [...promoted, ...chosen]
  }
  return found
}

const hasCome = (trial: Trial, step: number): boolean =>
  hasEnded(trial) || (trial.state === "paused" && (lastStep(trial.curve) ?? 0) >= step)

/** The best of those that can go on. */
function best(trials: readonly Trial[], step: number, count: number, problem: SchedulerProblem): readonly Trial[] {
  const able = trials.filter(({ state, excluded }) => state === "paused" && excluded === undefined)
  const standings = able
    .map((trial) => ({ trial, number: trial.number, loss: lossAtRung(trial.curve, step, problem) ?? NaN }))
    .filter(({ loss }) => !Number.isNaN(loss))
  return standings
    .sort(byStanding)
    .slice(0, count)
    .map(({ trial }) => trial)
}

function waiting(play: Play | undefined): string {
  const where = play === undefined ? "" : ` of bracket ${play.index + 1}`
  return `the trials of the budget are handed out; who goes on is known when those${where} that run have come to their step`
}

function whyPaused(state: SynchronousState, trial: RunningTrial, step: number, ledger: Ledger): string {
  enrol(state, ledger)
  let index = state.over
  const at = state.members.indexOf(trial.number)
  while (startOf(state, index + 1) <= at) index++
  const play = playAt(state, index, ledger)
  const next = play.bracket.findIndex((one) => one.step > step)
  const loss = lossAtRung(trial.curve, step, state.problem) ?? NaN
  const rung = `at rung ${step} of bracket ${index + 1}`
  if (next < 1 || at < 0) return `it has come to step ${step}`
  const sorted = standingsAt(play, step, state.problem, ledger)
  const [all, left] = [next - 1, next].map((i) => leftAfter(play.bracket[i]!.thinned, play.size, state.eta)) as [number, number]
  const cut = sorted[left - 1]?.loss ?? NaN
  const so = Number.isNaN(cut) ? "" : `; the cut is ${figure(state.problem, cut)} so far`
  const rank = placeOf(sorted, { number: trial.number, loss }) + 1
  return `rank ${rank} of ${sorted.length} ${rung}${so}; ${left} of ${all} go on when all have come`
}

const standingsAt = ({ members }: Play, step: number, problem: SchedulerProblem, ledger: Ledger): readonly Standing[] =>
  members
    .flatMap((number) => {
      const loss = lossAtRung(ledger.trials[number]!.curve, step, problem)
      return loss === undefined ? [] : [{ number, loss }]
    })
    .sort(byStanding)
