import type { Handed } from "./learner.ts"
import type { World } from "./world.ts"

/** A training that some worker has been at `since` a moment: `epoch` ends at `due`. What has been paid before is due at once. */
export interface Work extends Training {
  readonly order: number
  readonly since: number
  readonly paid: boolean
  readonly epoch: number
  readonly due: number
}

type Training = Extract<Handed, { kind: "train" }>

/** By `epochs` each new epoch of any configuration takes 1; by `seconds` what was recorded. */
export type Clock = "epochs" | "seconds"

/** A training is begun now, as the `order`-th. */
export function begun(training: Training, order: number, now: number, terms: Timed): Work {
  const { from, to } = training
  if (from >= to) return { ...training, order, since: now, paid: true, epoch: to, due: now }
  return { ...training, order, since: now, paid: false, epoch: from + 1, due: dueOf(training, from + 1, now, terms) }
}

/** The same with its next epoch before it; `due` was when the last one ended. */
export const gone = (work: Work, terms: Timed): Work => ({
  ...work,
  epoch: work.epoch + 1,
  // What was recorded may say that an epoch ended before the one before it.
  due: Math.max(work.due, dueOf(work, work.epoch + 1, work.since, terms)),
})

/** What is due next; of what is due together the first handed out. Undefined of nothing. */
export const earliest = (atWork: Iterable<Work>): Work | undefined =>
  [...atWork].reduce<Work | undefined>(
    (first, work) => (first === undefined || work.due < first.due || (work.due === first.due && work.order < first.order) ? work : first),
    undefined,
  )

interface Timed {
  readonly world: World
  readonly clock: Clock
}

function dueOf({ config, from }: Training, epoch: number, since: number, { world, clock }: Timed): number {
  if (clock === "epochs") return since + epoch - from
  const { seconds } = world.at(config, epoch)
  return since + seconds - (from === 0 ? 0 : world.at(config, from).seconds)
}
