import type { Flag } from "../verb.ts"
import { asIs, count, oneOf } from "./read.ts"
import { runFlags } from "./run.ts"

/** A table, and the model that is made of it. */
export const automlFlags = {
  targetColumn: { spec: "--target <column>", does: "the column to predict", read: asIs } as Flag<string>,
  images: {
    spec: "--images <folder>",
    does: "pictures: a folder for each class; with a table, the folder of the files that it names",
    read: asIs,
  } as Flag<string>,
  maxTrials: {
    spec: "--max-trials <n>",
    does: "at most this many trials, whatever time is left",
    read: count("--max-trials", 1),
  } as Flag<number>,
  jobs: { ...runFlags.jobs, does: "trials at one time (default one for each processor)" } as Flag<number>,
  task: {
    spec: "--task <task>",
    does: "binary, multiclass or regression (default: guessed from the target, and said)",
    read: oneOf("--task", ["binary", "multiclass", "regression"] as const),
  } as Flag<"binary" | "multiclass" | "regression">,
  judgedBy: {
    spec: "--metric <metric>",
    does: "roc_auc, log_loss, accuracy, f1, rmse, mae, r2, … (default: by the task, and said)",
    read: asIs,
  } as Flag<string>,
  timeColumn: {
    spec: "--time-column <column>",
    does: "models are judged on later rows than they are trained on",
    read: asIs,
  } as Flag<string>,
  group: { spec: "--group <column>", does: "rows of one group stay together: one patient, one machine", read: asIs } as Flag<string>,
  ignore: { spec: "--ignore <columns>", does: "columns to leave out, with commas between", read: asIs } as Flag<string>,
  keepColumns: { spec: "--keep <columns>", does: "columns to use although they look like an id or a leak", read: asIs } as Flag<string>,
  maxRows: {
    spec: "--max-rows <n>",
    does: "of more rows a sample is used (default 250000)",
    read: count("--max-rows", 1),
  } as Flag<number>,
  maxColumns: {
    spec: "--max-columns <n>",
    does: "of more features those that say most are used (default 1000)",
    read: count("--max-columns", 1),
  } as Flag<number>,
  model: { spec: "-o, --model <folder>", does: "where the model is saved (default models/STUDY)", read: asIs } as Flag<string>,
  predictions: {
    spec: "-o, --output <file>",
    does: "where to write: .csv or .parquet (default predictions.csv)",
    read: asIs,
  } as Flag<string>,
  proba: { spec: "--proba", does: "a column with the probability of each class too" } as Flag<boolean>,
}
