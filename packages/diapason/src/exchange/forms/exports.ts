import type { ExportForm } from "./export-form.ts"

/** All forms that `diapason export --to` writes; each is loaded when it is asked for. */
export const exportForms: readonly ExportForm[] = [
  { named: ".jsonl", words: "FILE.jsonl, its whole log", write: async (...given) => (await import("./to-log.ts")).toLog(...given) },
  { named: ".csv", words: "FILE.csv", write: async (...given) => (await import("./to-table.ts")).toCsv(...given) },
  { named: ".ndjson", words: "FILE.ndjson", write: async (...given) => (await import("./to-table.ts")).toJsonLines(...given) },
  { named: ".parquet", words: "FILE.parquet", write: async (...given) => (await import("./to-table.ts")).toParquet(...given) },
  { named: ".sqlite", words: "FILE.sqlite", write: async (...given) => (await import("./to-table.ts")).toSqlite(...given) },
  { named: "/", words: "FOLDER/", write: async (...given) => (await import("./to-table.ts")).toFolder(...given) },
  {
    named: "optuna:",
    words: "optuna:FILE",
    renames: true,
    write: async (...given) => (await import("./to-optuna.ts")).toOptuna(...given),
  },
]
