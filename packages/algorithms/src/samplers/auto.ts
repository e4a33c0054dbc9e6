/**
 * The default: chooses a sampler by the space, the budget, the objectives, what runs and the history, and says so. A finite space that
 * the budget covers is tried in full. Otherwise the first trial is the default configuration; a Gaussian process goes on, with second
 * opinions, while it can be afforded, and what is quicker after that: see `auto/rules.ts`. It costs what its choice costs.
 */
import { cardinality, configKey, type Ask, type Flat, type Problem, type Sampler } from "@diapason/core"
import type { Heavy } from "../setting.ts"
import { castFor, type Cast } from "./auto/cast.ts"
import { affordable, covered, ruleFor, settled } from "./auto/rules.ts"
import { nearUsual } from "./auto/near-usual.ts"
import { lessonFor, lessonsOf, type Lessons } from "./auto/lessons.ts"
import { askOf, observed, seats, type Seats } from "./auto/seats.ts"
import { explain } from "./explain.ts"
import { gpHeavy } from "./gp.ts"
import { standard, standardReason } from "./standard.ts"

export const auto = (): Sampler<AutoState> => ({
  id: "auto/11",
  remembers: true,
  init: (problem) => ({
    size: cardinality(problem.space),
    first: standard(problem),
    lessons: once(() => lessonsOf(problem)),
    seats: seats(problem, castFor(settled)),
  }),
  observe(state, observation) {
    observed(state.seats, observation)
    return state
  },
  suggest({ size, first, lessons, seats }, ask) {
    const { problem, told } = seats
    const whole = covered({ problem, size })
    const heard = whole ? undefined : lessons()
    const lesson = heard && lessonFor(heard, problem, told, ask.number, first)
    if (first !== undefined && !whole) {
      if (lesson === undefined && ask.number === 0) return { flat: first, why: begins }
      if (lesson?.ask === "landmark" && isNew(seats, ask, first)) return { flat: first, why: compares }
    }
    if (lesson === undefined && !whole) {
      const flat = nearUsual(seats, ask.number, first)
      if (flat !== undefined && isNew(seats, ask, flat)) return { flat, why: goesNear }
    }
    const now = { problem, size, told: told.length, running: ask.pending.length, number: ask.number, lesson }
    const rule = ruleFor(now)
    return explain(askOf(seats, rule.ask, ask), (why) => `${why} (auto chose ${rule.because(now)})`)
  },
})

/** It takes its time while a Gaussian process is asked, from the first trial on where there is a memory. */
export const autoHeavy = (problem: Problem): Heavy =>
  covered({ problem, size: cardinality(problem.space) })
    ? { from: 0, below: 0 }
    : { from: problem.memory === undefined ? gpHeavy(problem).from : 0, below: affordable(problem) }

const begins = `auto: ${standardReason}`

const goesNear = "auto: near what a training is usually begun with"

const compares = "auto: the default configuration, a landmark for what earlier studies say"

/** Worked out when it is first asked for: a state that is only folded costs nothing. */
function once<T>(make: () => T): () => T {
  let made: { readonly value: T } | undefined
  return () => (made ??= { value: make() }).value
}

/** Whether a configuration is neither finished nor running. */
function isNew({ told }: Seats<Cast>, { pending }: Ask, flat: Flat): boolean {
  const key = configKey(flat)
  return ![...told, ...pending].some((one) => configKey(one.flat) === key)
}

interface AutoState {
  readonly size: number
  /** The default configuration, where the space allows it. */
  readonly first: Flat | undefined
  /** What earlier studies teach, from the first ask on. */
  readonly lessons: () => Lessons | undefined
  readonly seats: Seats<Cast>
}
