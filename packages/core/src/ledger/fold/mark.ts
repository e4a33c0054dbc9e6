import type { EventOf } from "../../event/event.ts"
import { rebuildFront } from "../front.ts"
import type { GrowingLedger } from "../ledger.ts"
import type { Trial } from "../trial.ts"
import { put } from "./put.ts"

/** A person wants it ended early. What has ended by then stays as it ended. */
export function unwanted(ledger: GrowingLedger, { trial: number, why, by }: EventOf<"trial.stop">): void {
  const trial = ledger.trials[number]
  if (trial?.state === "running") put(ledger, { ...trial, unwanted: { why, by } })
}

export function excluded(ledger: GrowingLedger, { trial: number, why }: EventOf<"trial.excluded">): void {
  const trial = ledger.trials[number]
  if (trial === undefined) return
  put(ledger, { ...trial, excluded: why })
  rebuildFront(ledger)
}

export function included(ledger: GrowingLedger, { trial: number }: EventOf<"trial.included">): void {
  const trial = ledger.trials[number]
  if (trial === undefined) return
  const { excluded: _, ...rest } = trial
  put(ledger, rest as Trial)
  rebuildFront(ledger)
}

/** The same repeat again takes the place of what it said before. */
export function confirmed(ledger: GrowingLedger, { trial: number, repeat, seed, metrics, failure }: EventOf<"trial.confirmed">): void {
  const trial = ledger.trials[number]
  if (trial === undefined) return
  const one = { repeat, seed, metrics, ...(failure !== undefined && { failure }) }
  const others = (trial.confirmed ?? []).filter((known) => known.repeat !== repeat)
  put(ledger, { ...trial, confirmed: [...others, one] })
}
