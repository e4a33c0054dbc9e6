import type { Flag } from "../verb.ts"
import { asIs, several, count } from "./read.ts"

/** What comes from elsewhere and goes there: files, sweeps of other tools, and what is found wrong with them. */
export const exchangeFlags = {
  to: {
    spec: "--to <file>",
    does: "where to write, which says in which form: FILE.jsonl, .csv, .ndjson, .parquet, .sqlite, FOLDER/, or optuna:FILE",
    read: asIs,
  } as Flag<string>,
  from: {
    spec: "--from <source>",
    does: "a study elsewhere: optuna:study.db, optuna:FILE.journal, optuna:postgres://…, wandb:FOLDER, ray:FOLDER",
    read: asIs,
  } as Flag<string>,
  fromFile: { spec: "--from <file>", does: "begin from a sweep of another tool, as `convert` does", read: asIs } as Flag<string>,
  run: { spec: "--no-run", does: "only read the source: do not run the command with --help" } as Flag<boolean>,
  force: { spec: "--force", does: "replace the file if it is there" } as Flag<boolean>,
  output: { spec: "-o, --output <file>", does: "what to write (default diapason.yaml), - to print it", read: asIs } as Flag<string>,
  lossless: { spec: "--strict", does: "write nothing and exit with 2 when anything would be lost" } as Flag<boolean>,
  regex: {
    spec: "--regex <pattern>",
    does: "how a metric is printed: 'epoch (?<step>{num}).*top1=(?<val_acc>{num})'",
    read: several,
  } as Flag<readonly string[]>,
  taughtBy: { spec: "--study <pattern>", does: "only these studies: digits, resnet-*", read: several } as Flag<readonly string[]>,
  level: { spec: "--level <n>", does: "only up to this level, 0 to 4 (default 4)", read: count("--level", 0) } as Flag<number>,
  badge: { spec: "--badge <file>", does: "write the award as an SVG image", read: asIs } as Flag<string>,
  bundle: { spec: "--bundle <file>", does: "write what was found to a file, for a report of a fault", read: asIs } as Flag<string>,
  strict: { spec: "--strict", does: "what is found counts as an error" } as Flag<boolean>,
  fix: { spec: "--fix", does: "write what is proposed into the configuration file" } as Flag<boolean>,
  sample: { spec: "--sample <n>", does: "show n random configurations", read: count("--sample", 1) } as Flag<number>,
}
