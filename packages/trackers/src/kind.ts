import type { Tracker } from "@diapason/core"

/** A kind of tracker, as people name it: `mlflow=http://tracking:5000`. */
export interface TrackerKind {
  readonly name: string
  /** What stands after the equals sign: `URL`, `FOLDER`. */
  readonly expects: string
  /** Further settings by name, with a word on each. */
  readonly settings: Readonly<Record<string, string>>
  /** What is wrong with a place, as it is said after "was expected"; nothing when it can be one. */
  readonly misfit: (to: string) => string | undefined
  readonly open: (place: TrackerPlace) => Tracker
  /** Looks whether it can be reached, in a few seconds; what is in the way, or nothing. Changes nothing there. */
  readonly look: (place: TrackerPlace) => Promise<string | undefined>
}

/** Where a study is sent, and what is known of it. */
export interface TrackerPlace {
  readonly to: string
  readonly settings: Readonly<Record<string, string | undefined>>
  readonly env: Readonly<Record<string, string | undefined>>
}
