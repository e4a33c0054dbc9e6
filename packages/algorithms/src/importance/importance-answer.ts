import type { PairScaling } from "../interactions/scalings.ts"
import type { AblationStep } from "./ablation.ts"
import type { LeftOut } from "./evidence.ts"
import type { Share } from "./share.ts"
import type { Parts } from "./shapley.ts"

/** The measures, in the order in which they are offered. */
export const importanceMethods = ["fanova", "ped-anova", "permutation", "shapley", "local", "ablation"] as const
export type ImportanceMethod = (typeof importanceMethods)[number]

export interface ImportanceAsked {
  /** By default `fanova`; `ped-anova` for a front, or from 10 000 usable trials on. */
  readonly method?: ImportanceMethod
  /** A metric, `duration`, or `front`; by default the objective, or the front of several. */
  readonly target?: string
  /** Of fanova and ped-anova: what matters among the best, as a share of the trials in (0, 1]. */
  readonly top?: number
  /** Whether also asked in each branch of a choice that others depend on. */
  readonly byBranch?: boolean
  readonly seed?: number
}

/** What one set of trials says. */
export interface ImportanceOfTrials {
  /** Usable trials. */
  readonly trials: number
  /** One sentence for people, computed from the rest. */
  readonly summary: string
  /** Greatest first. */
  readonly parameters: readonly (Share & { readonly givenActive?: number })[]
  /** Of fanova: what two parameters do together beyond what each does, greatest first. */
  readonly pairs: readonly {
    readonly first: string
    readonly second: string
    readonly share: number
    readonly low: number
    readonly high: number
  }[]
  /** Of fanova: how the best learning rate moves with the batch size, where the space has both. */
  readonly scaling?: readonly PairScaling[]
  /** Of fanova: what three parameters or more do, and noise. */
  readonly rest?: number
  /** What was asked, and how much of the variance of trials it predicts that it does not know; ped-anova asks none. */
  readonly model?: { readonly kind: "process" | "forest"; readonly fit: number }
  /** Of shapley: what the parameters of the best trial add. */
  readonly best?: Parts
  /** Of ablation: the path from the baseline, or from the defaults, to the best trial, in losses. */
  readonly path?: { readonly from: string; readonly start: number; readonly end: number; readonly steps: readonly AblationStep[] }
  /** Of local and ablation: the best trial, around which or to which. */
  readonly around?: number
  readonly warnings: readonly string[]
  readonly leftOut: readonly LeftOut[]
  /** Why there are no shares; `more` usable trials would mend it. */
  readonly lacks?: { readonly why: string; readonly more?: number }
}

export interface ImportanceAnswer extends ImportanceOfTrials {
  readonly method: ImportanceMethod
  readonly target: string
  /** Only where it was asked for. */
  readonly branches?: readonly (ImportanceOfTrials & { readonly branch: string })[]
}
