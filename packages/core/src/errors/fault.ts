import { analysisFaults } from "./faults/analysis.ts"
import { compareFaults } from "./faults/compare.ts"
import { engineFaults } from "./faults/engine.ts"
import { exchangeFaults } from "./faults/exchange.ts"
import { lintFaults } from "./faults/lint.ts"
import { memoryFaults } from "./faults/memory.ts"
import { costFaults } from "./faults/cost.ts"
import { objectFaults } from "./faults/objects.ts"
import { protocolFaults } from "./faults/protocol.ts"
import { rayFaults } from "./faults/ray.ts"
import { replayFaults } from "./faults/replay.ts"
import { resourceFaults } from "./faults/resources.ts"
import { slurmFaults } from "./faults/slurm.ts"
import { spaceFaults } from "./faults/space.ts"
import { storeFaults } from "./faults/store.ts"
import { studyFaults } from "./faults/study.ts"
import { trackerFaults } from "./faults/tracker.ts"
import { trialFaults } from "./faults/trial.ts"
import { configFaults, usageFaults } from "./faults/usage.ts"
import { workerFaults } from "./faults/worker.ts"

/**
 * Every error Diapason can give, by code. A code, its facts and its words have one home; `diapason explain`, the docs
 * page and the tests are loops over this table. Families: D0 internal, D1 configuration and space, D2 trials, D3 studies,
 * D4 store, D5 protocol and versions, D6 replay and audit.
 */
export const faults = {
  ...spaceFaults,
  ...usageFaults,
  ...lintFaults,
  ...compareFaults,
  ...configFaults,
  ...resourceFaults,
  ...trialFaults,
  ...studyFaults,
  ...exchangeFaults,
  ...memoryFaults,
  ...slurmFaults,
  ...storeFaults,
  ...objectFaults,
  ...analysisFaults,
  ...costFaults,
  ...engineFaults,
  ...rayFaults,
  ...workerFaults,
  ...trackerFaults,
  ...protocolFaults,
  ...replayFaults,
} as const

export type Code = keyof typeof faults

/** The facts that the words of a code are made of. */
export type Facts<C extends Code> = Parameters<(typeof faults)[C]>[0]

/** Makes the error of a code; a missing fact does not compile. The caller throws it or returns it. */
export function fault<C extends Code>(code: C, facts: Facts<C>): DiapasonError {
  const words = (faults[code] as (facts: Facts<C>) => Words)(facts)
  return new DiapasonError(code, words, facts as Readonly<Record<string, unknown>>)
}

/** What every error says: what happened, why it matters, how to mend it, and (where work was under way) what was not lost. */
export interface Words {
  readonly what: string
  readonly why: string
  readonly mend: string
  readonly kept?: string
}

/** A mistake or an outside fault, with its code and its four lines. Expected outcomes are values, never this. */
export class DiapasonError extends Error {
  readonly code: Code
  readonly words: Words
  readonly facts: Readonly<Record<string, unknown>>
  constructor(code: Code, words: Words, facts: Readonly<Record<string, unknown>>) {
    super(`${code}  ${words.what}`)
    this.name = "DiapasonError"
    this.code = code
    this.words = words
    this.facts = facts
  }

  /** True of an error of any copy of this library: a configuration file in TypeScript loads one beside the command's own. */
  static override [Symbol.hasInstance](thing: unknown): boolean {
    return thing instanceof Error && thing.name === "DiapasonError"
  }
}
