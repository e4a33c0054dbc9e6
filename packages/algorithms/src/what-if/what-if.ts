import { configToday, lastStep, type Chosen, type Ledger } from "@diapason/core"
import { answerable } from "./answerable.ts"
import { playUnder, type Played } from "./play.ts"
import type { Recording } from "./recording.ts"

/** What would have been under another scheduler, as far as the record can tell. */
export interface WhatIf {
  readonly scheduler: Chosen
  /** What the study spent, and what it would have: steps, and seconds of training added up over slots; seconds null where times are unknown. */
  readonly recorded: Spent
  readonly played: Spent
  /** The difference. Negative where more would have been spent. What lies beyond the record is not in it, see `unknownSteps`. */
  readonly saved: Spent
  /** Trials that came to their end in the record, and would have been stopped or left paused. */
  readonly cut: number
  /** The best trial of the record; absent where none is complete. By the first objective. */
  readonly winner?: { readonly trial: number; readonly value: number }
  /** Whether it would not have come to its end; null without one. */
  readonly winnerLost: boolean | null
  /** The best trial that would have come to its end, and its rank among those that did in the record. */
  readonly kept?: { readonly trial: number; readonly value: number; readonly rank: number; readonly of: number }
  /** Trials that would have gone on beyond their records. */
  readonly unknown: number
  /** The most steps that they could have taken there; null where no last step is declared. */
  readonly unknownSteps: number | null
  /** What to make of it, in words. */
  readonly note: string
}

interface Spent {
  readonly steps: number
  readonly seconds: number | null
}

/**
 * The study of a recording under another scheduler. `ledger` is that of the whole log. Throws as `answerable` does; D186, D187, D321, D322.
 */
export function whatIf(ledger: Ledger, recording: Recording, scheduler: Chosen): WhatIf {
  answerable(ledger, scheduler)
  const played = playUnder(recording, scheduler)
  const seconds = (ms: number): number | null => (recording.timed ? Math.round(ms) / 1000 : null)
  const recorded = sum(recording)
  const best = ranking(ledger)
  const left = ranking(played.ledger)
  const [winner] = best
  const ended = new Set(left)
  const kept = left[0]
  const unknownSteps = stepsBeyond(ledger, played)
  const facts = {
    scheduler,
    recorded: { steps: recorded.steps, seconds: seconds(recorded.ms) },
    played: { steps: played.steps, seconds: seconds(played.ms) },
    saved: { steps: recorded.steps - played.steps, seconds: seconds(recorded.ms - played.ms) },
    cut: best.filter((number) => !ended.has(number)).length,
    ...(winner !== undefined && { winner: { trial: winner, value: valueOf(ledger, winner) } }),
    winnerLost: winner === undefined ? null : !ended.has(winner),
    ...(kept !== undefined && {
      kept: { trial: kept, value: valueOf(ledger, kept), rank: best.indexOf(kept) + 1, of: best.length },
    }),
    unknown: played.unknown.length,
    unknownSteps,
  }
  return { ...facts, note: noteOn(facts, recording) }
}

const sum = ({ trials }: Recording): { readonly steps: number; readonly ms: number } => ({
  steps: trials.reduce((all, { steps }) => all + steps, 0),
  ms: trials.reduce((all, { ms }) => all + ms, 0),
})

/** Numbers of the feasible complete trials, the best of the first objective first. */
function ranking(ledger: Ledger): readonly number[] {
  const { rules } = ledger
  const usable = ledger.trials.filter(
    (trial) =>
      trial.state === "complete" &&
      trial.excluded === undefined &&
      Number.isFinite(rules.loss(trial.values)) &&
      rules.violations(trial.values, configToday(ledger, trial)).every((v) => v <= 0),
  )
  const loss = (n: number): number => rules.loss((ledger.trials[n] as { values: Record<string, number> }).values)
  return usable.map(({ number }) => number).sort((a, b) => loss(a) - loss(b) || a - b)
}

function valueOf({ trials, definition }: Ledger, number: number): number {
  return (trials[number] as { readonly values: Readonly<Record<string, number>> }).values[definition.objectives[0]!.metric]!
}

/** How far the unknown could have gone at most. */
function stepsBeyond({ definition: { fidelity }, trials }: Ledger, { unknown }: Played): number | null {
  if (unknown.length === 0) return 0
  if (fidelity === undefined) return null
  return unknown.reduce((all, n) => all + Math.max(0, fidelity.max - (lastStep(trials[n]!.curve) ?? 0)), 0)
}

function noteOn({ winner, unknown, unknownSteps, saved }: Omit<WhatIf, "note">, { timed, trials }: Recording): string {
  const many = unknown === 1 ? "1 trial" : `${unknown} trials`
  const beyond =
    unknown === 0
      ? "every step that it would have run was recorded"
      : unknownSteps === null
        ? `${many} would have gone on beyond the record, nobody knows how far: what is saved is at most that`
        : `${many} would have gone on beyond the record, by up to ${unknownSteps} steps: what is saved lies between ${saved.steps - unknownSteps} and ${saved.steps} steps`
  return [
    "recorded curves only: the same configurations in the same order",
    beyond,
    ...(winner === undefined ? ["no trial is complete, so there is no winner to lose"] : []),
    ...(timed ? [] : [`of some of the ${trials.length} trials it is not known how long they took`]),
  ].join("; ")
}
