import type { EventStore } from "@diapason/core"
import type { Params } from "../../cli/flags/study.ts"

/** What was said of the study that is to be made. */
export interface ImportWish {
  /** Which study of the source is meant, where it holds several. */
  readonly study: string | undefined
  /** What the study shall be called here. */
  readonly name: string | undefined
  /** The space, where the source does not say it. */
  readonly param: Params | undefined
  /** Metrics to be made smaller, and larger, where the source does not say it. */
  readonly minimize: readonly string[] | undefined
  readonly maximize: readonly string[] | undefined
}

/** What was taken in. */
export interface Taken {
  readonly study: string
  /** How many trials of each state. */
  readonly counts: Readonly<Record<string, number>>
  /** What is not carried over, each in one line. */
  readonly lost: readonly string[]
}

/** One kind of source whose trials can be taken in: `--from SCHEME:PLACE`. */
export interface ImportForm {
  /** The word before the colon. */
  readonly scheme: string
  /** What stands after the colon, for people: `FILE`. */
  readonly place: string
  /** Makes a study of it in the store; `dir` is the folder beside it. Throws D350 where it is there already, D351 and others for what cannot be read. */
  readonly take: (place: string, wish: ImportWish, store: EventStore, dir: string) => Promise<Taken>
}

/** The form that a text names, and its place. */
export function sourceFor(from: string, forms: readonly ImportForm[]): { readonly form: ImportForm; readonly place: string } | undefined {
  const form = forms.find(({ scheme }) => from.startsWith(`${scheme}:`) && from.length > scheme.length + 1)
  return form === undefined ? undefined : { form, place: from.slice(form.scheme.length + 1) }
}

/** How the forms are written, for people: `optuna:FILE or wandb:FOLDER`. */
export const sourceWords = (forms: readonly ImportForm[]): string =>
  new Intl.ListFormat("en", { type: "disjunction" }).format(forms.map(({ scheme, place }) => `${scheme}:${place}`))
