import type { ExportForm } from "./export-form.ts"

/** All forms that `diapason export --to` writes; each is loaded when it is asked for. */
export const exportForms: readonly ExportForm[] = [
  { named: ".jsonl", words: "FILE.jsonl, its whole log", write: async (...given) => (await import("./to-log.ts")).toLog(...given) },
  { named: ".csv", words: "FILE.csv", write: async (...given) => (await import("./to-csv.ts")).toCsv(...given) },
  { named: ".parquet", words: "FILE.parquet", write: async (...given) => (await import("./to-parquet.ts")).toParquet(...given) },
  {
    named: "optuna:",
    words: "optuna:FILE",
    renames: true,
    write: async (...given) => (await import("./to-optuna.ts")).toOptuna(...given),
  },
]
