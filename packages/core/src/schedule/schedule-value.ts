import { pow } from "@diapason/math"
import { plateauDrops } from "./plateau-drops.ts"
import { formFields, type Schedule } from "./schedule.ts"
import { above, drops, halfWave, holdThenFall, oneCycle, restarts, stairs } from "./shape.ts"

/**
 * The rate of a schedule at a step. `step` is how much of the run is done, from 0 to `total`; a fraction is a time within a step, and
 * what lies outside counts as the nearer end. Lengths are shares of `total`, and all that follows the warm-up is stretched over the rest.
 *
 * @param losses for the form plateau: what was reported until then, in order, smaller is better
 *
 * Throws a RangeError for a step that is no number and a total that is not above 0. The schedule itself is taken as sound
 * (`scheduleProblem`). Forms and their sources are in docs/schedules.md.
 */
export function scheduleValue(schedule: Schedule, step: number, total: number, losses: readonly number[] = []): number {
  if (!(total > 0 && total < Infinity)) throw new RangeError(`a schedule needs a total number of steps above 0, not ${total}`)
  if (Number.isNaN(step)) throw new RangeError("a schedule is asked at a step that is no number")
  const { base, warmup = 0, warmupFrom = 0 } = schedule
  const done = Math.min(Math.max(step, 0), total)
  const warm = warmup * total
  if (done >= warm) return base * share(schedule, timeAt(done, warm, total), losses)
  return base * share(schedule, timeAt(warm, warm, total), losses) * above(warmupFrom, done / warm)
}

/** A time after the warm-up: the shares of it that are over and to come, and how many times as long the run has lasted as the warm-up. */
interface Time {
  readonly passed: number
  readonly left: number
  readonly stretch: number
}

const timeAt = (done: number, warm: number, total: number): Time => ({
  passed: (done - warm) / (total - warm),
  left: (total - done) / (total - warm),
  // Without a warm-up, or with one below a step, the first step takes its place.
  stretch: Math.max(1, done / Math.max(warm, 1)),
})

function share(schedule: Schedule, { passed, left, stretch }: Time, losses: readonly number[]): number {
  switch (schedule.form) {
    case "constant":
      return 1
    case "step": {
      const { every, factor } = { ...formFields.step, ...schedule }
      return stairs(passed, every, factor)
    }
    case "multistep": {
      const { milestones, factor } = { ...formFields.multistep, ...schedule }
      return drops(passed, milestones, factor)
    }
    case "exponential":
      return pow({ ...formFields.exponential, ...schedule }.final, passed)
    case "polynomial": {
      const { power, floor } = { ...formFields.polynomial, ...schedule }
      return above(floor, pow(left, power))
    }
    case "linear":
      return above({ ...formFields.linear, ...schedule }.floor, left)
    case "inverse-sqrt":
      return 1 / Math.sqrt(stretch)
    case "cosine":
      return above({ ...formFields.cosine, ...schedule }.floor, halfWave(left))
    case "warm-restarts": {
      const { cycles, growth, floor } = { ...formFields["warm-restarts"], ...schedule }
      return above(floor, restarts(passed, cycles, growth))
    }
    case "one-cycle": {
      const { rise, start, end } = { ...formFields["one-cycle"], ...schedule }
      return oneCycle(passed, left, rise, start, end)
    }
    case "wsd": {
      const { decay, curve, floor } = { ...formFields.wsd, ...schedule }
      return above(floor, holdThenFall(left, decay, curve))
    }
    case "plateau": {
      const { factor, floor, ...rule } = { ...formFields.plateau, ...schedule }
      return Math.max(floor, pow(factor, plateauDrops(losses, rule)))
    }
  }
}
