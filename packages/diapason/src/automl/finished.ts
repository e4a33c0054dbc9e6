import type { Io } from "../cli/io.ts"
import { table } from "../cli/text/table.ts"
import { figure, type Looked } from "./looked.ts"

/** What Python made of the trials: the document `diapason.automl.finish/1`. */
export interface Finished {
  readonly model: string
  readonly card: string
  readonly metric: string
  readonly cv: { readonly ensemble: number; readonly best: { readonly trial: number; readonly score: number } }
  /** On rows that nothing was chosen by; null where none were held back. */
  readonly test: {
    readonly score: number
    readonly low: number
    readonly high: number
    readonly rows: number
    readonly level: number
  } | null
  readonly members: readonly { readonly trial: number; readonly family: string; readonly weight: number }[]
  readonly leaderboard: readonly Entry[]
}

interface Entry {
  readonly trial: number
  readonly family: string
  readonly score: number
  readonly sd: number
  readonly test: number | null
  readonly fit_seconds: number
  readonly predict_seconds: number
  readonly weight: number
}

/** The leaderboard, the honest estimate beside the raw best, and where the model is. */
export function finishedLines(
  { leaderboard, test, cv, members, metric, model, card }: Finished,
  { image }: Looked,
  io: Io,
): readonly string[] {
  const rows = leaderboard
    .slice(0, 10)
    .map((one, i) => [
      String(i + 1),
      `#${one.trial}`,
      one.family,
      `${figure(one.score)} ± ${figure(one.sd)}`,
      one.test === null ? "" : figure(one.test),
      `${one.fit_seconds.toFixed(2)} s`,
      `${(1000 * one.predict_seconds).toFixed(1)} ms`,
      one.weight > 0 ? `${Math.round(100 * one.weight)} %` : "",
    ])
  const right = { right: true }
  const columns = [
    { title: "", ...right },
    { title: "trial", ...right },
    { title: "family", keep: 3 },
    { title: `${metric} ± fold sd`, keep: 3 },
    { title: "held back", ...right },
    { title: "fit", ...right },
    { title: "predict", ...right },
    { title: "in the model", ...right, keep: 2 },
  ]
  const families = [...new Set(members.map(({ family }) => family))].join(", ")
  const estimate =
    test === null
      ? "nothing was held back, so there is no honest estimate"
      : `${metric} ${figure(test.score)} on ${test.rows} ${image === undefined ? "rows" : "pictures"} that nothing was chosen by (${Math.round(100 * test.level)} %: ${figure(test.low)} to ${figure(test.high)})`
  return [
    ...table(columns, rows, io.width()),
    "",
    `  ${io.paint.bold("Expect")}  ${estimate}`,
    `          in the search: ensemble ${figure(cv.ensemble)}, best single trial ${figure(cv.best.score)} (#${cv.best.trial}); both were chosen for it, and flatter`,
    `  ${io.paint.bold("Model")}   ${model}   ${members.length} member${members.length === 1 ? "" : "s"}: ${families}`,
    `          ${card}`,
    `  diapason predict ${model} ${image === undefined ? "NEW.csv" : "FOLDER"} -o predictions.csv`,
  ]
}
