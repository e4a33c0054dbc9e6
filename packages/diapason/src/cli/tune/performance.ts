import type { Conducted, EventStore, Executor, Json, Ledger } from "@diapason/core"
import type { Io } from "../io.ts"
import type { Reporter } from "../live/reporter.ts"
import type { RunSettings } from "./run-settings.ts"
import type { Tuning } from "./wanted.ts"

/** All that a study needs to be played on this machine, and shown. */
export interface Performance {
  readonly tuning: Tuning
  readonly store: EventStore
  readonly run: RunSettings
  readonly facts: Readonly<Record<string, Json>>
  readonly reporter: Reporter
  readonly io: Io
  readonly json: boolean
  /** The condition of `--fail-if` that is true. */
  readonly failing: (ledger: Ledger) => string | undefined
  readonly extend: boolean
  /** The page of the study is opened in a browser. */
  readonly open: boolean
  /** Where trials run; processes of the study's command unless given. */
  readonly executor?: Executor
  /** What is done when the search has ended, in place of printing the best; gives the exit code. `signalled`: that of an interrupt. */
  readonly concluding?: (conducted: Conducted, signalled: number | undefined) => Promise<number>
}
