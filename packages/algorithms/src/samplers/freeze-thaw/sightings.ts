/** The reports that the model is made of: few of each curve, and of many trials those that matter. */
import { exp, log } from "@diapason/math"
import { courses, type Course, type Curves } from "./curves.ts"

/** One report of one trial. */
interface Sighting {
  readonly course: Course
  readonly step: number
  readonly loss: number
  /** Whether it is the trial's last. */
  readonly latest: boolean
}

/**
 * The last report of each trial and some before it, each step about 1.7 times the one before, in the order of trials; at most `most`: then
 * those of good trials and their last ones come first, and the newest trials are favoured a little. A crashed trial is seen at the last step, with an infinite loss.
 */
export function sightings(curves: Curves, most: number): Sighting[] {
  const known = courses(curves)
  const all = known.flatMap((course) => seenOf(course, curves.last))
  if (all.length <= most) return all
  const rank = new Map([...known].sort((a, b) => lastLoss(a) - lastLoss(b) || a.number - b.number).map((course, i) => [course, i]))
  const newest = known.at(-newcomers)?.number ?? 0
  const priority = ({ course, latest }: Sighting): number =>
    rank.get(course)! + (latest ? 0 : behind) - (course.number >= newest ? ahead : 0)
  const kept = new Set(all.toSorted((a, b) => priority(a) - priority(b)).slice(0, most))
  return all.filter((one) => kept.has(one))
}

function seenOf(course: Course, end: number): Sighting[] {
  if (course.crashed) return [{ course, step: end, loss: Infinity, latest: true }]
  const { steps, losses } = course
  return steps.flatMap((step, i) => {
    const latest = i === steps.length - 1
    return latest || marks.has(step) ? [{ course, step, loss: losses[i]!, latest }] : []
  })
}

const lastLoss = ({ losses, crashed }: Course): number => (crashed ? Infinity : losses.at(-1)!)

/** Steps at which a curve is looked at: 1, 2, 3, 5, 9, 15, …, each about 1.7 times the one before. */
const marks: ReadonlySet<number> = new Set(Array.from({ length: 40 }, (_, k) => Math.round(exp(k * log(1.7)))))

const newcomers = 20
const ahead = 20
const behind = 10
