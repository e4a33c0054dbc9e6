import type { EventOf } from "../../event/event.ts"
import type { GrowingLedger } from "../ledger.ts"
import { hasEnded, type Checkpoint, type Inherited, type Trial } from "../trial.ts"
import { put } from "./put.ts"

export function checkpointed(ledger: GrowingLedger, event: EventOf<"trial.checkpointed">): void {
  const trial = ledger.trials[event.trial]
  if (trial === undefined || hasEnded(trial) || trial.attempts !== event.attempt) return
  const { step, path, bytes } = event
  const saved: Checkpoint = { step, path, ...(bytes !== undefined && { bytes }) }
  const { emptied: _, ...rest } = trial
  // A trial that was taken back has left the states after this one behind.
  put(ledger, { ...rest, checkpoints: [...trial.checkpoints.filter((earlier) => earlier.step < step), saved] } as Trial)
}

export function removed(ledger: GrowingLedger, event: EventOf<"checkpoint.removed">): void {
  const trial = ledger.trials[event.trial]
  if (trial === undefined) return
  const left = trial.checkpoints.filter(({ path }) => path !== event.path)
  if (left.length < trial.checkpoints.length) put(ledger, { ...trial, checkpoints: left, ...(left.length === 0 && { emptied: true }) })
  for (const number of [...ledger.running, ...ledger.waiting, ...ledger.paused]) disinherit(ledger, ledger.trials[number]!, event, left)
}

/** A child that was born with what is gone goes on from what its parent had saved before, while it has saved nothing itself. */
function disinherit(
  ledger: GrowingLedger,
  child: Trial,
  { trial, path }: EventOf<"checkpoint.removed">,
  left: readonly Checkpoint[],
): void {
  const { parent } = child
  if (parent?.trial !== trial || parent.path !== path) return
  const before = child.checkpoints.length > 0 ? undefined : left.findLast(({ step }) => step <= parent.step)
  const inherited: Inherited =
    before === undefined ? { trial, step: parent.step, gone: true } : { trial, step: before.step, path: before.path }
  put(ledger, { ...child, parent: inherited })
}
