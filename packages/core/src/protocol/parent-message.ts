import type { Config } from "../event/config.ts"

/** What an attempt is told by the side that runs it, one JSON object per line. */
export type ParentMessage =
  | Welcome
  /** The answer to the report with this `seq`; one may come unasked, when a person or a time limit ends the trial. */
  | { readonly type: "decision"; readonly for: number; readonly action: "continue" | "stop" | "pause"; readonly why?: Why }
  | UpdateMessage
  /** A checkpoint would be good now; `by` is an ISO time. */
  | { readonly type: "save"; readonly by?: string }
  /** All is recorded; exit when ready. `stale`: another attempt has taken over, nothing that is still said counts. */
  | { readonly type: "end"; readonly stale?: true; readonly error?: { readonly code: string; readonly message: string } }

/**
 * New values for some parameters, by name; sent only for names in the client's capabilities (`update:lr`, or `update` for all). The
 * client answers `applied` when it runs with them, or `refused`; silence for two reports means that it does not.
 */
export interface UpdateMessage {
  readonly type: "decision"
  readonly for: number
  readonly action: "update"
  readonly rev: number
  readonly config: Config
  readonly apply: "next-step" | "next-epoch"
  readonly why?: Why
}

/** The answer to `hello`. */
export interface Welcome {
  readonly type: "welcome"
  readonly protocol: number
  readonly study: string
  readonly trial: number
  readonly attempt: number
  readonly config: Config
  readonly seed: number
  readonly fidelity?: number
  readonly resume?: { readonly step: number; readonly path?: string }
}

/** A reason, as a code for programs and in words for people. */
export interface Why {
  readonly code?: string
  readonly text: string
}
