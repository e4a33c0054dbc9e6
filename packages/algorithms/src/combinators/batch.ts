import type { Ask, Observation, Problem, Sampler } from "@diapason/core"
import { explain } from "../samplers/explain.ts"

/**
 * Trials in groups of `n` by their numbers, each group proposed from what finished in earlier groups; those of the own group count as
 * running whether they have finished or not. For work that goes out together: plates of an experiment, jobs that a queue starts as one,
 * or a comparison with n machines that wait for each other. A trial of an earlier group that ends late is known from then on. Costs what
 * `inner` costs; when an earlier group is asked for once more, `inner` is told everything again. Throws RangeError unless `n` is a whole
 * number from 1.
 */
export function batch<S>(n: number, inner: Sampler<S>): Sampler<Grouped<S>> {
  if (!(Number.isSafeInteger(n) && n >= 1)) throw new RangeError(`a group cannot have ${n} trials`)
  return {
    id: `batch(${n}, ${inner.id})`,
    init: (problem) => ({ problem, first: 0, known: [], held: [], state: inner.init(problem) }),
    observe(grouped, observation) {
      if (observation.number < grouped.first) know(grouped, inner, observation)
      else grouped.held.push(observation)
      return grouped
    },
    suggest(grouped, ask) {
      comeTo(grouped, inner, ask.number - (ask.number % n))
      const answer = inner.suggest(grouped.state, { ...ask, pending: besideThem(ask, grouped.held) })
      return explain(answer, (why) => `${why} (in groups of ${n})`)
    },
  }
}

interface Grouped<S> {
  readonly problem: Problem
  /** Number of the first trial of the group that was asked for last. */
  first: number
  /** Finished trials below `first`, which `inner` has been told of. */
  known: Observation[]
  /** The other finished trials. */
  held: Observation[]
  /** What `inner` makes of the known ones. */
  state: S
}

/** Makes `inner` know what finished before trial `first`, and nothing else. */
function comeTo<S>(grouped: Grouped<S>, inner: Sampler<S>, first: number): void {
  if (first === grouped.first) return
  const back = first < grouped.first
  const candidates = back ? [...grouped.known, ...grouped.held] : grouped.held
  if (back) Object.assign(grouped, { known: [], state: inner.init(grouped.problem) })
  grouped.first = first
  grouped.held = candidates.filter(({ number }) => number >= first)
  for (const observation of candidates) if (observation.number < first) know(grouped, inner, observation)
}

function know<S>(grouped: Grouped<S>, inner: Sampler<S>, observation: Observation): void {
  grouped.known.push(observation)
  grouped.state = inner.observe(grouped.state, observation)
}

/** What runs, and what finished without being known yet, by number. */
const besideThem = ({ pending }: Ask, held: readonly Observation[]): Ask["pending"] =>
  [...pending, ...held.map(({ number, flat }) => ({ number, flat }))].sort((a, b) => a.number - b.number)
