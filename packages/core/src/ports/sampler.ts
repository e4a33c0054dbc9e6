import type { Rng, StreamName } from "@diapason/math"
import type { Fidelity } from "../event/definition.ts"
import type { DataFacts, Lesson } from "../memory/lesson.ts"
import type { Flat } from "../space/parameter.ts"
import type { Priors } from "../space/priors.ts"
import type { Space } from "../space/space.ts"

/**
 * A sampler is a fold and a pure draw. `observe` takes in finished facts; `suggest` draws with a generator keyed by the
 * study's seed and the trial's number, so that any suggestion can be derived again from the log.
 *
 * The state belongs to the caller and is used once: `observe` may change it in place and return it. `suggest` must not
 * change it, except for caches that never alter an answer. A suggestion that is a promise has taken what it needs of the state before
 * it is returned: what is observed while it is awaited belongs to later suggestions.
 */
export interface Sampler<S = unknown> {
  /** Name and version, `tpe/1`; stands in the log beside each suggestion. The version grows when a suggestion could change. */
  readonly id: string
  /** It makes use of `Problem.memory`: a study that nobody told otherwise is taught for such a sampler only. */
  readonly remembers?: true
  init(problem: Problem): S
  observe(state: S, observation: Observation): S
  /**
   * Takes in what a trial reports while it runs, for a sampler that learns from curves. A report makes void what was heard of this
   * trial at the same step and after it. The order in which trials are heard, and observed, must not matter.
   */
  hear?(state: S, heard: Heard): S
  suggest(state: S, ask: Ask): Suggestion | Promise<Suggestion>
}

/** What is to be minimised, and over what. Inside, everything minimises: the ledger turns maximised metrics around. */
export interface Problem {
  readonly space: Space
  /** Number of objectives, at least 1. */
  readonly objectives: number
  /** Number of outcome constraints. */
  readonly constraints: number
  readonly seed: number
  /** Trials in all, when the budget says. */
  readonly trials?: number
  readonly fidelity?: Fidelity
  /** What is believed of the best values before any trial; a sampler that can use it says so. */
  readonly priors?: Priors
  /** What earlier studies found, the most alike first; absent where nothing is remembered. */
  readonly memory?: readonly Lesson[]
  /** How much of the memory counts at the beginning, from 0 to 1; absent: the sampler's own judgement. It fades in any case. */
  readonly strength?: number
  /** What is known of the data of this study. */
  readonly facts?: DataFacts
  /** Settings given with the sampler's or the scheduler's name. */
  readonly settings: Readonly<Record<string, unknown>>
}

/** A finished trial as a sampler sees it. */
export interface Observation {
  readonly number: number
  readonly flat: Flat
  readonly outcome: Outcome
}

/** `losses` has one number per objective, smaller is better, NaN never; `violations` one per outcome constraint, feasible when <= 0. */
export type Outcome =
  | { readonly kind: "complete"; readonly losses: readonly number[]; readonly violations: readonly number[] }
  /** Ended early by a scheduler, a person or a time limit, with its last report. */
  | { readonly kind: "stopped"; readonly step: number; readonly losses: readonly number[] }
  /** The configuration could not be evaluated: out of memory, diverged, not allowed, crashed. */
  | { readonly kind: "crashed" }

/** A report as a sampler hears it; step 0 comes without losses, when a trial has to begin again from nothing. */
export interface Heard {
  readonly number: number
  readonly flat: Flat
  readonly step: number
  /** One number per objective, smaller is better; NaN for one that was not reported or is not a number. */
  readonly losses: readonly number[]
  /** Whose saved state it began with. */
  readonly parent?: { readonly number: number; readonly step: number }
}

/** One question to a sampler. */
export interface Ask {
  /** Number of the trial to propose for. */
  readonly number: number
  /** The generator of this trial for a named stream; the same each time it is asked for. */
  readonly rng: (stream: StreamName, fork?: number) => Rng
  /** Trials handed out and not finished, in the order of their numbers. */
  readonly pending: readonly { readonly number: number; readonly flat: Flat }[]
  readonly fidelity?: number
  /** The new trial goes on from what this one had saved at `step`: where populations breed. */
  readonly parent?: { readonly number: number; readonly flat: Flat; readonly step: number }
  /** Present when a paused trial may be thawed instead of a new one proposed. */
  readonly thaw?: Thaw
}

/** Who may go on, and how far: `stride` steps beyond `step`, for a new trial from nothing. */
export interface Thaw {
  readonly paused: readonly { readonly number: number; readonly flat: Flat; readonly step: number }[]
  readonly stride: number
  /** False when the budget has no new trial left. */
  readonly fresh: boolean
}

/** A configuration with its reason, or the number of a paused trial that is to go on; or nothing is left to try. */
export type Suggestion =
  { readonly flat: Flat; readonly why: string } | { readonly thaw: number; readonly why: string } | { readonly exhausted: string }
