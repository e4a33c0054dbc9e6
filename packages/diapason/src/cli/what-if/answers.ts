import { otherSampler, recordingOf, schedulerOf, whatIf, type Recording, type WhatIf } from "@diapason/algorithms"
import { DiapasonError, type EventStore, type Ledger } from "@diapason/core"
import type { Asked } from "./asked.ts"
import { schedulerText } from "./scheduler-text.ts"

/** What would have been under each of the schedulers that were asked about. */
export interface Answers {
  readonly study: string
  /** The study's own scheduler, and how far a play under it misses the record, in steps; null where it cannot be played. */
  readonly own: { readonly scheduler: string; readonly drift: number | null }
  readonly slots: number
  readonly answers: readonly WhatIf[]
}

/** Answers what would have been. Throws as `whatIf` and `otherSampler` do. */
export async function answersTo(ledger: Ledger, store: EventStore, asked: Asked): Promise<Answers> {
  for (const sampler of asked.samplers) throw otherSampler(ledger, sampler)
  const { name, scheduler } = ledger.definition
  const recording = await recordingOf(ledger, store.read(name, 0))
  const answers = asked.schedulers.map((one) => whatIf(ledger, recording, one))
  const own = schedulerText({ ...scheduler, type: schedulerOf(ledger.definition) })
  return { study: name, own: { scheduler: own, drift: driftOf(ledger, recording) }, slots: recording.slots, answers }
}

/** As `replay --what-if --json` prints it and a server answers it: one answer beside its head, several under `answers`. */
export function whatIfDocument({ answers, ...about }: Answers): Readonly<Record<string, unknown>> {
  const shown = answers.map(one)
  const head = { schema: "diapason.what-if/1", ...about }
  return shown.length === 1 ? { ...head, ...shown[0] } : { ...head, answers: shown }
}

/** How far the play under the study's own scheduler misses the record, in steps; null where that scheduler cannot be played. */
function driftOf(ledger: Ledger, recording: Recording): number | null {
  try {
    return whatIf(ledger, recording, ledger.definition.scheduler).saved.steps
  } catch (error) {
    if (!(error instanceof DiapasonError)) throw error
    return null
  }
}

const one = ({ scheduler, winnerLost, unknownSteps, ...answer }: WhatIf) => ({
  scheduler: schedulerText(scheduler),
  ...answer,
  winner_lost: winnerLost,
  unknown_steps: unknownSteps,
})
