import type { EventStore, Ledger } from "@diapason/core"

/** The study that is exported. */
export interface ExportSource {
  readonly study: string
  readonly store: EventStore
  /** What it shall be called there, where that was said. */
  readonly name: string | undefined
  /** Reads it to its end. */
  readonly ledger: () => Promise<Ledger>
}

/** What was written. */
export interface Written {
  /** What is in it, in a few words. */
  readonly says: string
  /** What the form cannot hold, and the like, each in one line. */
  readonly notes?: readonly string[]
}

/** One form in which a study can be handed to other programs. */
export interface ExportForm {
  /** How `--to` names it: an ending such as `.csv`, a word before a colon such as `optuna:`, or `/` for a folder. */
  readonly named: string
  /** For people, in the list of what `--to` takes: `FILE.csv`. */
  readonly words: string
  /** Whether the study can be given another name there. */
  readonly renames?: true
  /** Writes the place, which is what stands after the colon, or the whole text. Throws D1xx, D4xx. */
  readonly write: (place: string, source: ExportSource) => Promise<Written>
}

/** The form that a text asks for, and the place it names: by the word before a colon, else by the first ending of the list that fits. */
export function formFor(to: string, forms: readonly ExportForm[]): { readonly form: ExportForm; readonly place: string } | undefined {
  const worded = forms.find(({ named }) => named.endsWith(":") && to.startsWith(named) && to.length > named.length)
  if (worded !== undefined) return { form: worded, place: to.slice(worded.named.length) }
  const form = forms.find(({ named }) => to.endsWith(named))
  return form === undefined ? undefined : { form, place: to }
}
