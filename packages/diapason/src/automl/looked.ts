import type { Config, Json } from "@diapason/core"
import type { Told } from "./python-side.ts"

/** What Python found in a table: the document `diapason.automl.look/1`. */
export interface Looked {
  readonly rows: number
  readonly rows_used: number
  readonly rows_train: number
  readonly rows_test: number
  readonly target: string
  readonly task: "binary" | "multiclass" | "regression"
  readonly task_why: string
  readonly metric: string
  readonly metric_why: string
  readonly direction: "minimize" | "maximize"
  readonly classes: readonly Json[] | null
  readonly columns: readonly { readonly name: string; readonly kind: string; readonly why: string; readonly used: boolean }[]
  readonly folds: { readonly kind: string; readonly n: number; readonly repeats: number }
  readonly fidelity: { readonly name: string; readonly min: number; readonly max: number }
  readonly facts: Readonly<Record<string, number>>
  /** The score of guessing. */
  readonly dummy: number
  readonly families: readonly string[]
  readonly without: readonly { readonly family: string; readonly why: string; readonly mend: string }[]
  readonly space: Readonly<Record<string, Json>>
  readonly portfolio: readonly Config[]
  readonly warnings: readonly Told[]
  /** Of pictures: the form that all are brought to, and how many of those to search with judge each epoch. */
  readonly image?: { readonly side: number; readonly channels: number }
  readonly rows_judged?: number
}

/** What was understood, in the first lines that a person reads. */
export function lookedLines(data: string, looked: Looked): readonly (readonly [title: string, text: string])[] {
  const { columns, folds, fidelity, image } = looked
  const used = columns.filter((column) => column.used)
  const kinds = [...new Set(used.map(({ kind }) => kind))].map((kind) => `${used.filter((one) => one.kind === kind).length} ${kind}`)
  const left = columns.filter((column) => !column.used && column.kind !== "target")
  const some = left.slice(0, 4).map(({ name, kind }) => `${name} (${kind})`)
  const classes = looked.classes === null || looked.classes.length === 0 ? "" : `, ${looked.classes.length} classes`
  return [
    [
      "Data",
      image === undefined
        ? `${data}   ${count(looked.rows)} rows   ${used.length} columns used: ${kinds.join(", ")}`
        : `${data}   ${count(looked.rows)} pictures, read as ${image.side}x${image.side} ${image.channels === 1 ? "grey" : "in colours"}`,
    ],
    ["Target", `${looked.target}   ${looked.task}${classes}: ${looked.task_why}`],
    [
      "Metric",
      `${looked.metric} ${looked.direction === "maximize" ? "↑" : "↓"}   ${looked.metric_why}   guessing gives ${figure(looked.dummy)}`,
    ],
    ...(left.length === 0 ? [] : [["Unused", `${some.join(", ")}${left.length > 4 ? ` and ${left.length - 4} more` : ""}`] as const]),
    [
      "Judged",
      image === undefined
        ? `${fidelity.max} folds (${folds.kind}), and ${count(looked.rows_test)} rows held back for the honest estimate`
        : `by ${count(looked.rows_judged ?? 0)} pictures after each of ${fidelity.max} epochs, and ${count(looked.rows_test)} held back for the honest estimate`,
    ],
    ["Models", looked.families.join(", ")],
  ]
}

const count = (n: number): string => n.toLocaleString("en-US")

/** Four figures that count. */
export const figure = (x: number): string => String(Number(x.toPrecision(4)))
