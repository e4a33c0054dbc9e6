import { incumbents, type Curve, type Rule } from "./incumbents.ts"
import type { Learner } from "./learner.ts"
import { stopwatch } from "./stopwatch.ts"
import { begun, earliest, gone, type Clock, type Work } from "./work.ts"
import type { World } from "./world.ts"

/** How a study is played. Nothing that would end after `end` is heard of, nor anything after so many full `trainings`. */
export interface Terms {
  readonly clock: Clock
  readonly workers: number
  readonly end: number
  readonly trainings?: number
}

/** What a study came to. */
export interface Trained {
  readonly curves: Readonly<Record<Rule, Curve>>
  /** When the last epoch that counts ended. */
  readonly until: number
  /** Configurations that came to their first epoch, new epochs that were paid, and configurations that came to their last epoch. */
  readonly begun: number
  readonly epochs: number
  readonly full: number
  /** Milliseconds of the tuner itself. */
  readonly ms: number
}

/**
 * Plays one study in virtual time: a free worker asks at once, and epochs are reported in the order in which they end; of those that end
 * together the one handed out first. A training that goes on begins after the epoch it had, so that only new epochs take time.
 */
export async function train(plain: Learner, world: World, { clock, workers, end, trainings = Infinity }: Terms): Promise<Trained> {
  const { learner, ms } = stopwatch(plain)
  const crowd = incumbents(world)
  const counts = { begun: 0, epochs: 0, full: 0, until: 0 }
  const atWork = new Map<number, Work>()
  let [handed, unpaid, done] = [0, 0, false]
  const handOut = async (): Promise<void> => {
    while (!done && atWork.size < workers && counts.until < end) {
      const given = await learner.ask()
      if (given.kind === "wait" && atWork.size === 0) throw new Error("it waits while no trial is running")
      if (given.kind === "wait") return
      if (given.kind === "done") done = true
      else atWork.set(handed, begun(given, handed++, counts.until, { world, clock }))
    }
  }
  while (counts.full < trainings) {
    await handOut()
    const work = earliest(atWork.values())
    if (work === undefined || work.due > end) break
    counts.until = work.due
    const { trial, config, epoch, to, paid } = work
    const { value } = world.at(config, epoch)
    unpaid = paid ? unpaid + 1 : 0
    if (unpaid > patience) throw new Error(`${patience} times in a row it asked for what was known already`)
    if (!paid) {
      if (epoch === 1) counts.begun++
      if (epoch === world.epochs) counts.full++
      counts.epochs++
      if (learner.blind !== true || epoch === world.epochs) crowd.heard(work.due, config, epoch, value)
    }
    const on = paid || (await learner.report(trial, epoch, value)) === "on"
    if (on && epoch < to) {
      atWork.set(work.order, gone(work, { world, clock }))
      continue
    }
    if (on) await learner.finish(trial, value)
    atWork.delete(work.order)
  }
  return { curves: crowd.curves, ...counts, ms: ms() }
}

/** So many answers in a row that cost nothing are no study any more. */
const patience = 10_000
