import { endingKinds, hasEnded, lastStep, requeuingKinds, type Trial } from "@diapason/core"
import { states, type facts } from "./table.ts"

type Fact = (typeof facts)[number]
type CategoryFact = keyof typeof factWords
type NumberFact = Exclude<Fact, CategoryFact>

/** The categories among the facts, with the words that are known beforehand. */
export const factWords = {
  by: [],
  session: [],
  failure: [...endingKinds, ...requeuingKinds],
  label: [],
  state: states,
} as const satisfies Partial<Record<Fact, readonly string[]>>

export const isCategory = (fact: Fact): fact is CategoryFact => Object.hasOwn(factWords, fact)

/** What a trial has there, as a number; NaN for nothing. */
export const numberFacts: Readonly<Record<NumberFact, (trial: Trial) => number>> = {
  suggested: (trial) => trial.suggestedAt,
  started: (trial) => trial.startedAt ?? NaN,
  ended: (trial) => (hasEnded(trial) ? trial.endedAt : NaN),
  duration: (trial) => (hasEnded(trial) ? trial.endedAt - (trial.startedAt ?? NaN) : NaN),
  steps: (trial) => lastStep(trial.curve) ?? 0,
  attempts: (trial) => trial.attempts,
  parent: (trial) => trial.parent?.trial ?? NaN,
  revision: (trial) => trial.revision ?? 1,
  born: (trial) => trial.seq,
  over: (trial) => (hasEnded(trial) ? trial.endedSeq : NaN),
}

/** What a trial has there, as a word. */
export const wordFacts: Readonly<Record<CategoryFact, (trial: Trial) => string | undefined>> = {
  by: (trial) => trial.by,
  session: (trial) => trial.session,
  failure: (trial) => (trial.state === "failed" ? trial.failure.kind : undefined),
  label: (trial) => trial.label,
  state: (trial) => trial.state,
}
