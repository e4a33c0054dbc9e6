import { costLeft } from "../ledger/used.ts"
import { wallSpent } from "../ledger/wall.ts"
import { createAbort } from "../ports/abort.ts"
import type { Signal } from "../ports/signal.ts"
import type { Stage } from "./stage.ts"

/** Whether the study's time, GPU hours or money are spent. */
export const isSpent = (stage: Stage): boolean => wallLeft(stage) === 0 || costLeft(stage.session.ledger, stage.session.now()) === 0

/** Milliseconds left of the study's time; undefined when that is not limited. */
function wallLeft({ session: { ledger, session, now } }: Stage): number | undefined {
  const { wall } = ledger.budget
  return wall === undefined ? undefined : Math.max(0, wall - wallSpent(ledger, now(), (s) => s === session))
}

/** Rings when the study's time is over; to be called again whenever somebody may have given it more. */
export function wallWatch(stage: Stage, over: Signal): () => void {
  let armed: number | undefined
  return () => {
    const { wall } = stage.session.ledger.budget
    const left = wallLeft(stage)
    if (left === undefined || left === 0 || wall === armed) return
    armed = wall
    void stage.o.clock.after(left, over).then(stage.bell.ring)
  }
}

/** Rings when the study's GPU hours or money are used up; called again whenever something began or ended, here or elsewhere. */
export function costWatch({ session, o, bell }: Stage, over: Signal): () => void {
  let armed: { readonly at: number; readonly abort: () => void } | undefined
  over.addEventListener("abort", () => armed?.abort())
  return () => {
    const now = session.now()
    const left = costLeft(session.ledger, now) ?? Infinity
    if (left === 0 || now + left === armed?.at) return
    armed?.abort()
    armed = undefined
    if (left === Infinity) return
    const { signal, abort } = createAbort()
    armed = { at: now + left, abort: () => abort() }
    void o.clock.after(left, signal).then(() => {
      if (!signal.aborted) bell.ring()
    })
  }
}
