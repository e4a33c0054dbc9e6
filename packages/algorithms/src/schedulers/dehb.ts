/**
 * Differential evolution over the brackets of Hyperband: a population for each step. The first pass halves random configurations; after
 * it every trial is a child of the best of the population one step below, crossed with a member of its own, which it replaces if it is
 * better; it runs to its step and ends there. Chooses its own configurations, so it takes no sampler; fits no model. For thousands of
 * quick trials, and for spaces of many categories. A proposal looks at the trials of one step, some 20 ns each.
 * Awad et al. 2021 (arXiv 2105.09821); populations are read from the log, so a slot's best trial stands, ties by trial number.
 */
import {
  cardinality,
  configKey,
  drawFlat,
  flatToday,
  fulfils,
  lastStep,
  type Flat,
  type Ledger,
  type Next,
  type Scheduler,
} from "@diapason/core"
import { rng, type Rng } from "@diapason/math"
import { dehbBrackets } from "./brackets/plan.ts"
import { promoted, synchronous, type SynchronousState } from "./brackets/synchronous.ts"
import { child, pointOf } from "./dehb/child.ts"
import { sequenceOf, type Sequence } from "./dehb/sequence.ts"
import { figure } from "./judged.ts"
import { etaOf, type LadderOptions } from "./rungs/ladder.ts"
import { climb, rungsOf, type Rungs } from "./rungs/rungs.ts"
import { whereFidelity } from "./rungs/where-fidelity.ts"

export const dehb = (options: LadderOptions = {}): Scheduler => whereFidelity(evolving(options), options) as Scheduler

interface DehbState {
  readonly brackets: SynchronousState
  readonly sequence: Sequence
  /** Everybody at every step; `slotOf` says who counts in a population. */
  readonly rungs: Rungs
  /** Places by trial number; the first `seen` trials of the ledger were looked at. */
  readonly places: Map<number, number>
  seen: number
  /** Keys of the configurations that were handed out, where the space is finite. */
  readonly tried: Set<string> | undefined
}

function evolving(options: LadderOptions): Scheduler<DehbState> {
  const halved = synchronous("dehb/1", (problem) => {
    const eta = etaOf(problem, options)
    const plans = dehbBrackets(problem.fidelity!, eta, options.grace)
    return { eta, plans, rounds: plans.length }
  })
  return {
    id: "dehb/1",
    init(problem, ledger) {
      const brackets = halved.init(problem, ledger)
      const sequence = sequenceOf(brackets.plans)
      const rungs = rungsOf(sequence.steps, problem, ledger, () => true)
      return { brackets, sequence, rungs, places: new Map(), seen: 0, tried: cardinality(problem.space) < Infinity ? new Set() : undefined }
    },
    observe(state, event, ledger) {
      halved.observe(state.brackets, event, ledger)
      climb(state.rungs, event, ledger)
      return state
    },
    next(state, ledger) {
      enrol(state, ledger)
      const place = state.places.size
      const goesOn = promoted(state.brackets, ledger)
      if (goesOn !== undefined) return goesOn
      return place < state.sequence.first ? founder(state, halved.next(state.brackets, ledger), ledger) : born(state, place, ledger)
    },
    decide(state, trial, ledger) {
      enrol(state, ledger)
      const place = state.places.get(trial.number) ?? 0
      const step = lastStep(trial.curve) ?? 0
      const { max } = state.brackets.problem.fidelity!
      const { fidelity = max } = trial
      if (place < state.sequence.first || step < fidelity || step >= max) return halved.decide(state.brackets, trial, ledger)
      return { action: "stop", why: verdict(state, trial.number, place) }
    },
  }
}

/** Trials that were observed elsewhere have no place. */
function enrol(state: DehbState, ledger: Ledger): void {
  const { trials } = ledger
  for (; state.seen < trials.length; state.seen++) {
    const trial = trials[state.seen]!
    if (trial.by !== "added") state.places.set(state.seen, state.places.size)
    const flat = flatToday(ledger, trial)
    if (flat !== undefined) state.tried?.add(configKey(flat))
  }
}

/** One of the first pass: a random configuration. */
function founder(state: DehbState, next: Next, ledger: Ledger): Next {
  const { space } = ledger
  const flat = next.do === "start" ? fresh(state, ledger, (random) => space.parameters.map(() => random.uniform())) : undefined
  if (next.do !== "start" || flat === undefined) return next
  return { ...next, given: { flat, why: `dehb: one of the first at step ${next.fidelity}, drawn at random` } }
}

function born(state: DehbState, place: number, ledger: Ledger): Next {
  const { sequence } = state
  const { space } = ledger
  const { level, slot } = sequence.bred(place)
  const step = sequence.steps[level]!
  const own = membersOf(state, level).get(slot)
  const pool = parentsOf(state, level)
  if (pool.length < 3) return { do: "start", fidelity: step }
  const pointIn = (number: number, random: Rng): readonly number[] => {
    const flat = flatToday(ledger, ledger.trials[number]!)
    // One from outside of the space of today stands anywhere.
    return flat === undefined ? space.parameters.map(() => random.uniform()) : pointOf(space, flat, random)
  }
  let parents: readonly number[] = []
  const flat = fresh(state, ledger, (random) => {
    parents = threeOf(pool, random)
    const target = own === undefined ? space.parameters.map(() => random.uniform()) : pointIn(own, random)
    return child(
      target,
      parents.map((number) => pointIn(number, random)),
      random,
    )
  })
  if (flat === undefined) return { do: "start", fidelity: step }
  const [r1, r2, r3] = parents
  const crossed = own === undefined ? "crossed with a random point" : `crossed with #${own}`
  const why = `dehb: #${r1} moved by half of what parts #${r2} from #${r3}, ${crossed}; for slot ${slot + 1} of ${sequence.sizes[level]} at step ${step}`
  return { do: "start", fidelity: step, given: { flat, why } }
}

/** The best of the population one step below, as many as this one has; the best of all populations where those are too few to mutate. */
function parentsOf(state: DehbState, level: number): readonly number[] {
  const { sizes, steps } = state.sequence
  const best = (at: number, count: number): readonly number[] => [...membersOf(state, at).values()].slice(0, count)
  const below = best(Math.max(0, level - 1), sizes[level]!)
  return below.length >= 3 ? below : [...new Set([...below, ...steps.flatMap((_, at) => best(at, 3)).reverse()])]
}

/** The best trial of each slot of a population, best first. */
function membersOf({ rungs, sequence, places }: DehbState, level: number): ReadonlyMap<number, number> {
  const members = new Map<number, number>()
  for (const { number, loss } of rungs.standings[level]!) {
    const place = places.get(number)
    const slot = place === undefined || Number.isNaN(loss) ? undefined : slotOf(sequence, place, level)
    if (slot !== undefined && !members.has(slot)) members.set(slot, number)
    if (members.size === sequence.sizes[level]) break
  }
  return members
}

/** The slot of a trial in the population of a step; undefined where it does not count: one that was bred for another step. */
function slotOf({ first, sizes, bred }: Sequence, place: number, level: number): number | undefined {
  if (place < first) return place % sizes[level]!
  const own = bred(place)
  return own.level === level ? own.slot : undefined
}

/** What becomes of one that was bred, at its step. */
function verdict(state: DehbState, number: number, place: number): string {
  const { sequence, brackets } = state
  const { level, slot } = sequence.bred(place)
  const step = sequence.steps[level]!
  const loss = state.rungs.reached(number)[level]
  const member = membersOf(state, level).get(slot)
  const at = `slot ${slot + 1} of ${sequence.sizes[level]} at step ${step}`
  if (member === number) return `it holds ${at} with ${figure(brackets.problem, loss ?? NaN)}, and runs no further`
  return member === undefined
    ? `${at} stays empty: it has no loss that is a number`
    : `#${member} keeps ${at}, and this one runs no further`
}

/** The configuration of the first point that is allowed and, where the space is finite, not tried yet; undefined when none is found. */
function fresh({ tried }: DehbState, ledger: Ledger, point: (random: Rng) => readonly number[]): Flat | undefined {
  const { space, definition, trials } = ledger
  for (let i = 0; i < mostTries; i++) {
    const units = point(rng(definition.seed, trials.length, "de.child", i))
    const flat = drawFlat(space, (_, at) => units[at]!)
    if (fulfils(space, flat) && tried?.has(configKey(flat)) !== true) return flat
  }
  return undefined
}

/** Three different ones. */
function threeOf(pool: readonly number[], random: Rng): readonly number[] {
  const left = [...pool]
  return [0, 1, 2].map(() => left.splice(random.below(left.length), 1)[0]!)
}

/** Afterwards the sampler is asked, which knows when a space is exhausted. */
const mostTries = 200
