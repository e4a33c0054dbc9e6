import { otherSampler, recordingOf, schedulerOf, whatIf, type Recording, type WhatIf } from "@diapason/algorithms"
import { DiapasonError, type EventStore, type Ledger } from "@diapason/core"
import { exit } from "../exit.ts"
import type { Io } from "../io.ts"
import type { Asked } from "./asked.ts"
import { schedulerText, whatIfLines } from "./what-if-lines.ts"

/** Answers what would have been, as a table or as one document. Throws as `whatIf` does. */
export async function answerWhatIf(ledger: Ledger, store: EventStore, asked: Asked, json: boolean, io: Io): Promise<number> {
  for (const sampler of asked.samplers) throw otherSampler(ledger, sampler)
  const { name, scheduler } = ledger.definition
  const recording = await recordingOf(ledger, store.read(name, 0))
  const answers = asked.schedulers.map((one) => whatIf(ledger, recording, one))
  const own = schedulerText({ ...scheduler, type: schedulerOf(ledger.definition) })
  const drift = driftOf(ledger, recording)
  if (json) {
    const shown = answers.map(document)
    const head = { schema: "diapason.what-if/1", study: name, own: { scheduler: own, drift }, slots: recording.slots }
    io.out(JSON.stringify(shown.length === 1 ? { ...head, ...shown[0] } : { ...head, answers: shown }))
    return exit.done
  }
  for (const line of whatIfLines(name, own, recording.slots, answers, io.width())) io.out(line)
  if (drift !== null && drift !== 0)
    io.out(
      `  under its own scheduler this play comes to ${Math.abs(drift)} steps ${drift > 0 ? "less" : "more"} than the record: read the figures with that grain of salt`,
    )
  return exit.done
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

const document = ({ scheduler, winnerLost, unknownSteps, ...answer }: WhatIf) => ({
  scheduler: schedulerText(scheduler),
  ...answer,
  winner_lost: winnerLost,
  unknown_steps: unknownSteps,
})
