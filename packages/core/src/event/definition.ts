import type { DataFacts } from "../memory/lesson.ts"
import type { Json } from "./json.ts"

/** What a study is: fixed at its creation, except for the budget. JSON throughout. */
export interface Definition {
  readonly name: string
  /** The space in its JSON form, see `spaceFromJson`. */
  readonly space: Readonly<Record<string, Json>>
  readonly objectives: readonly Objective[]
  readonly seed: number
  readonly sampler: Chosen
  readonly scheduler: Chosen
  readonly budget: Budget
  readonly fidelity?: Fidelity
  /** What may end the whole study before its budget is spent. */
  readonly terminator?: Chosen
  /** Rules that change values of a running trial by its metrics; see `adapt:` of the configuration file. */
  readonly adapt?: readonly Json[]
  /** Expressions; one that names a metric is learned from results, the others hold before running. */
  readonly constraints?: readonly string[]
  readonly noise?: Json
  readonly priors?: Json
  /** Whether the trials can take an update of a value in the middle of a run. */
  readonly updates?: boolean
  /** What is known of the data: rows, columns, classes; earlier studies on data that is alike teach more. */
  readonly facts?: DataFacts
  /** What runs a trial, when a command does: kept so that the study explains itself. */
  readonly command?: readonly string[]
  /** What another program knew of a study that was taken over from it and no word of ours says, for the way back there. */
  readonly origin?: Json
}

/** A metric with its direction. The first objective drives schedulers unless they are told otherwise. */
export interface Objective {
  readonly metric: string
  readonly direction: "minimize" | "maximize"
  /** Reaching this value ends the study. */
  readonly target?: number
  /** Which value of a trial's curve counts: `last` (when absent), `best`, or `mean(3)`, the mean of the last three reports. */
  readonly reduce?: string
}

/** An algorithm by its name, with its settings: `{ type: "tpe", candidates: 48 }`. */
export interface Chosen {
  readonly type: string
  readonly [setting: string]: Json
}

/** What the study may spend in all; the first limit that is reached ends it. */
export interface Budget {
  /** Trial numbers handed out. */
  readonly trials?: number
  /** Milliseconds during which some session had the study open. */
  readonly wall?: number
  readonly cost?: Cost
}

/** What the attempts of a study may use in all: GPU hours, slot hours, or money at a price of each. */
export interface Cost {
  /** In the unit. */
  readonly limit: number
  /** As people say it: `gpu-h`, `slot-h`, `EUR`. */
  readonly unit: string
  /** What one GPU costs for an hour, and one slot whatever it has. */
  readonly gpu: number
  readonly slot: number
}

/** How much evidence a trial may use, counted in its own steps. */
export interface Fidelity {
  readonly name: string
  readonly min: number
  readonly max: number
  readonly eta?: number
  /** Whether a trial that was paused can go on from where it was. */
  readonly resumable?: boolean
}
