import type { Ledger } from "../ledger/ledger.ts"
import { flatToday } from "../ledger/revision.ts"
import type { Lesson, Taught } from "../memory/lesson.ts"
import type { Problem } from "../ports/sampler.ts"
import { assemble } from "../space/assemble.ts"

/**
 * What earlier studies teach, as today's space sees it: after a revision what lies outside is left out, and a study of which nothing is
 * left. Nothing where nothing was taught.
 */
export function memoryToday(ledger: Ledger): Pick<Problem, "memory" | "strength"> {
  const { teaching, revisions } = ledger
  if (teaching === undefined || teaching.lessons.length === 0) return {}
  const lessons = revisions.length === 1 ? teaching.lessons : teaching.lessons.flatMap((lesson) => revised(ledger, lesson))
  if (lessons.length === 0) return {}
  return { memory: lessons, ...(teaching.strength !== "auto" && { strength: teaching.strength }) }
}

function revised(ledger: Ledger, lesson: Lesson): readonly Lesson[] {
  const first = ledger.revisions[0]!.space
  const trials = lesson.trials.flatMap(({ flat, losses }): readonly Taught[] => {
    const today = flatToday(ledger, { config: assemble(first, flat) })
    return today === undefined ? [] : [{ flat: today, losses }]
  })
  return trials.length === 0 ? [] : [{ ...lesson, trials }]
}
