import type { Clock, Json } from "@diapason/core"
import type { Guard } from "@diapason/executors"
import type { Layer } from "../config/layers.ts"
import type { Io } from "../io.ts"
import type { Deeds } from "./deeds.ts"
import type { notices } from "./notices.ts"

/** What a worker is told, wherever its studies are. */
export interface Work {
  /** The one study that is meant; absent: all that have work. */
  readonly study: string | undefined
  /** What it was given beyond the record of a study, the nearest last. */
  readonly given: readonly Layer[]
  /** Milliseconds without anything to do after which it leaves; absent: it stays. */
  readonly untilIdle: number | undefined
  /** What the record should say of it: its labels. */
  readonly facts: Readonly<Record<string, Json>>
  readonly dir: string
  /** What ends attempts that this worker does not answer for any more. */
  readonly guard: Pick<Guard, "hold" | "drop">
  readonly clock: Clock
  readonly io: Io
  readonly notices: ReturnType<typeof notices>
  /** This machine cannot run trials: nothing new is started here. */
  readonly unable: (why: string) => void
  /** A line for a person. */
  readonly say: (text: string) => void
  /** Whether a line for each event is wanted. */
  readonly talks: boolean
}

/** What a worker did with one study. */
export interface Worked {
  readonly study: string
  /** `idle`: nothing to do for as long as it was to stay. */
  readonly outcome: "done" | "drained" | "preempted" | "interrupted" | "broken" | "idle"
  readonly why: string
  readonly deeds: Deeds
  /** For `broken`: the error to end with. */
  readonly error?: Error
}
