import type { Panel } from "./panel.ts"
import type { StudyView } from "./study-view.ts"

/** A figure that can be asked for by name. */
export interface Figure {
  /** `best-so-far`: as it is said on the command line, in links and in file names. */
  readonly name: string
  /**
   * Its specification for this study: which parameters or objectives it shows is settled here. It may lack what it shows. `width` in pixels
   * says how much stands side by side.
   */
  panel(view: StudyView, width: number): Panel
  /** Of one that asks a model thousands of times, which takes seconds where trials are many: its question, before anything is asked. */
  readonly slow?: { readonly asks: string }
  /** How tall it wants to be at a width, in pixels; undefined: as tall as others. */
  height?(view: StudyView, width: number): number
}

/** A figure of which this study has nothing at all to show: it says why, and nothing else is affected. */
export const absent = (id: string, asks: string, help: string, says: string): Panel => ({
  id,
  asks,
  help,
  lacks: () => ({ says }),
  rows: () => [],
  columns: [],
  summary: () => says,
  draw: () => ({ series: [] }),
})
