import type { Config } from "@diapason/core"
import { incumbents, type Curve, type Rule } from "./incumbents.ts"
import type { Handed, Learner } from "./learner.ts"
import type { World } from "./world.ts"

/**
 * How time passes: by `epochs` each new epoch of any configuration costs 1; by `seconds` what was recorded. Nothing that would end after
 * `end` is heard of, nor anything after so many full `trainings`.
 */
export interface Terms {
  readonly clock: "epochs" | "seconds"
  readonly workers: number
  readonly end: number
  readonly trainings?: number
}

/** What a study came to. */
export interface Trained {
  readonly curves: Readonly<Record<Rule, Curve>>
  /** When the last epoch that counts ended. */
  readonly until: number
  /** Configurations that were begun, new epochs that were paid, and configurations that came to their last epoch. */
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
export async function train(learner: Learner, world: World, { clock, workers, end, trainings = Infinity }: Terms): Promise<Trained> {
  const crowd = incumbents(world)
  const counts = { begun: 0, epochs: 0, full: 0, ms: 0, until: 0 }
  const atWork: Work[] = []
  let [now, handed, done] = [0, 0, false]
  const timed = async <T>(answer: () => Promise<T>): Promise<T> => {
    const begun = performance.now()
    const given = await answer()
    counts.ms += performance.now() - begun
    return given
  }
  const secondsUntil = (config: Config, epoch: number): number => (epoch === 0 ? 0 : world.at(config, epoch).seconds)
  const dueOf = (config: Config, from: number, epoch: number, since: number): number => {
    if (clock === "epochs") return since + epoch - from
    // What was recorded may say that an epoch ended before the one before it.
    return Math.max(now, since + secondsUntil(config, epoch) - secondsUntil(config, from))
  }
  const begin = (given: Extract<Handed, { kind: "train" }>): void => {
    const { from, to, config } = given
    if (from === 0) counts.begun++
    const paid = from < to
    const epoch = paid ? from + 1 : to
    atWork.push({ ...given, order: handed++, since: now, paid, epoch, due: paid ? dueOf(config, from, epoch, now) : now })
  }
  const handOut = async (): Promise<void> => {
    while (!done && atWork.length < workers && now < end) {
      const given = await timed(() => learner.ask())
      if (given.kind === "train") begin(given)
      if (given.kind === "done") done = true
      if (given.kind !== "wait") continue
      if (atWork.length === 0) throw new Error("it waits while no trial is running")
      return
    }
  }
  let unpaid = 0
  while (counts.full < trainings) {
    await handOut()
    const work = earliest(atWork)
    if (work === undefined || work.due > end) break
    now = counts.until = work.due
    const { trial, config, epoch, to } = work
    const { value } = world.at(config, epoch)
    unpaid = work.paid ? 0 : unpaid + 1
    if (unpaid > patience) throw new Error(`${patience} times in a row it asked for what was known already`)
    if (work.paid) {
      counts.epochs++
      if (epoch === world.epochs) counts.full++
      if (learner.blind !== true || epoch === world.epochs) crowd.heard(now, config, epoch, value)
    }
    const on = !work.paid || (await timed(() => learner.report(trial, epoch, value))) === "on"
    if (on && epoch < to) {
      work.epoch++
      work.due = dueOf(config, work.from, work.epoch, work.since)
      continue
    }
    if (on) await timed(() => learner.finish(trial, value))
    atWork.splice(atWork.indexOf(work), 1)
  }
  return { curves: crowd.curves, ...counts }
}

/** A training that some worker has been at `since` a moment: `epoch` ends at `due`. What has been paid before is due at once. */
interface Work {
  readonly trial: number
  readonly config: Config
  readonly from: number
  readonly to: number
  readonly order: number
  readonly since: number
  readonly paid: boolean
  epoch: number
  due: number
}

/** So many answers that cost nothing are no study any more. */
const patience = 10_000

const earliest = (atWork: readonly Work[]): Work | undefined =>
  atWork.reduce<Work | undefined>(
    (first, work) => (first === undefined || work.due < first.due || (work.due === first.due && work.order < first.order) ? work : first),
    undefined,
  )
