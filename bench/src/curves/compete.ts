import type { Entrant } from "./learner.ts"
import { secondsOfRandom } from "./random-entrant.ts"
import { emptyCurve, type CurveJob, type CurveRecord } from "./record.ts"
import { train, type Terms } from "./train.ts"
import { remembering, type World } from "./world.ts"

/** Plays one job to its end. Never throws: a tuner that breaks gives a record that says so. */
export async function compete(entrant: Entrant, plain: World, job: CurveJob): Promise<CurveRecord> {
  const world = remembering(plain)
  const terms = termsOf(world, job)
  try {
    const record = { ...emptyCurve(job), versions: await entrant.versions() }
    const learner = await entrant.enter(world, { seed: job.seed, workers: terms.workers, size: job.size })
    if ("unsupported" in learner) return { ...record, unsupported: learner.unsupported }
    try {
      return { ...record, ...(await train(learner, world, terms)) }
    } finally {
      await learner.leave()
    }
  } catch (error) {
    return { ...emptyCurve(job), failed: (error instanceof Error ? error.message : String(error)).slice(0, 1000) }
  }
}

function termsOf(world: World, { contestant, seed, part, size }: CurveJob): Terms {
  if (part === "equivalents") return { clock: "epochs", workers: 1, end: size * world.epochs }
  const seconds = { clock: "seconds", workers: part } as const
  if (contestant === "random") return { ...seconds, end: Infinity, trainings: size }
  return { ...seconds, end: secondsOfRandom(world, seed, part, size) }
}
