/**
 * Who is worth the next steps: every paused trial and the best new configuration compared by the logarithm of the expected improvement at
 * the last step on the least that is expected there, less half the logarithm of the steps that are missing yet: of two equal hopes the one
 * that is nearer to its end is taken. Settled on the bench's tasks for tuning.
 */
import type { Ask, Suggestion } from "@diapason/core"
import { log, normalCdf } from "@diapason/math"
import { candidates } from "../gp/candidates.ts"
import { rowOf, type Place } from "../gp/cube.ts"
import { atHeight } from "../gp/lifted.ts"
import { logEi } from "../gp/log-ei.ts"
import { maximise } from "../gp/maximise.ts"
import type { Acquisition } from "../gp/acquisition.ts"
import { percent } from "../percent.ts"
import { acceptance } from "../visits.ts"
import { courses, type Course, type Curves } from "./curves.ts"
import { atTheEnd, outlook, type Outlook } from "./model.ts"

/** Undefined when a new configuration is wanted and none that was looked at is both allowed and new. */
export function choice(curves: Curves, ask: Ask): Suggestion | undefined {
  const paused = ask.thaw?.paused ?? []
  const resting = new Set(paused.map(({ number }) => number))
  const running = ask.pending.filter(({ number }) => !resting.has(number)).map(({ flat }) => rowOf(curves.cube, flat))
  const known = courses(curves).filter(({ crashed }) => !crashed)
  if (known.length === 0) return nothingHeard(ask)
  const view = outlook(curves, running)
  const standing = foremost(known)
    .map((course) => ({ course, ...atTheEnd(view, course.row) }))
    .sort((a, b) => a.mean - b.mean)
  const best = standing[0]!.mean
  const worth = atHeight(logEi({ posterior: view.posterior, best: Float64Array.of(best) }), 1)
  const oldest = paused
    .map(({ number, step, flat }) => ({ number, step, row: rowOf(curves.cube, flat) }))
    .map((one) => ({ ...one, score: worth.value(one.row) - hurry(curves.last - one.step) }))
    .sort((a, b) => b.score - a.score || a.number - b.number)[0]
  const leaders = standing.slice(0, leading).map(({ course }) => course)
  const place = ask.thaw?.fresh === false ? undefined : newest(curves, ask, worth, view, leaders)
  if (place !== undefined && (oldest === undefined || place.score - hurry(curves.last) > oldest.score)) {
    return { flat: place.flat, why: `freeze-thaw: a new one, ${chance(view, place.row, best, curves.last)}; ${made(view)}` }
  }
  if (oldest === undefined) return ask.thaw?.fresh === false ? { exhausted: "no trial is paused" } : undefined
  const { row } = oldest
  if (ask.thaw?.fresh === false && promise(view, row, best) < slim && known.some(({ steps }) => steps.at(-1)! >= curves.last)) {
    return {
      exhausted: `none of the ${paused.length} paused trials has a chance of more than ${percent(slim)} to be the best at step ${curves.last}`,
    }
  }
  return {
    thaw: oldest.number,
    why: `freeze-thaw: #${oldest.number} goes on from step ${oldest.step}, ${chance(view, row, best, curves.last)}; ${made(view)}`,
  }
}

/** The courses with the lowest last losses: among them is the best, and to ask the model of every trial would cost more with each. */
const foremost = (known: readonly Course[]): readonly Course[] =>
  known.length <= mostStanding
    ? known
    : known.toSorted((a, b) => a.losses.at(-1)! - b.losses.at(-1)! || a.number - b.number).slice(0, mostStanding)

/** What is paused has said nothing that counts: in the order of numbers. */
function nothingHeard({ thaw }: Ask): Suggestion | undefined {
  const [first] = thaw?.paused ?? []
  if (first !== undefined) return { thaw: first.number, why: `freeze-thaw: #${first.number} goes on, for no trial has reported a loss yet` }
  return thaw?.fresh === false ? { exhausted: "no trial is paused" } : undefined
}

function newest(curves: Curves, ask: Ask, acquisition: Acquisition, { hyper, reports }: Outlook, leaders: readonly Course[]) {
  const { cube } = curves
  const rng = ask.rng("gp.search")
  const lengths = hyper.inverseSquares.slice(0, cube.columns.length).map((inverse) => 1 / Math.sqrt(inverse))
  const spread = Math.max(128, Math.min(512, Math.floor(40_000 / reports)))
  const looked = candidates(cube, leaders, { spread, around: 16, lengths }, rng)
  const accepts = acceptance(curves.visits, ask)
  return maximise({ cube, acquisition, lengths, accepts: ({ flat }: Place) => accepts(flat), rng }, looked, 1, 4)[0]
}

/** The probability of a loss at the last step below the least that is expected. */
function promise(view: Outlook, row: Float64Array, best: number): number {
  const { mean, deviation } = atTheEnd(view, row)
  return normalCdf((best - mean) / deviation)
}

const chance = (view: Outlook, row: Float64Array, best: number, last: number): string =>
  `${percent(promise(view, row, best))} chance to be the best at step ${last}`

const made = ({ reports }: Outlook): string => `a model of ${reports} reports`

const hurry = (missing: number): number => 0.5 * log(Math.max(1, missing))

const leading = 5

const mostStanding = 300

/** A chance below this is not worth a training. */
const slim = 0.02
