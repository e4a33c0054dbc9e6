import { bytesOf } from "../text/bytes.ts"
import type { Flag } from "../verb.ts"
import { asIs, count } from "./read.ts"

/** What most verbs read: which store, which form of the answer, and what stands for a person's word. */
export const commonFlags = {
  store: { spec: "--store <url>", does: "where studies are kept (default sqlite:.diapason/diapason.db)", read: asIs } as Flag<string>,
  dir: { spec: "--dir <folder>", does: "folder for logs and checkpoints (default .diapason)", read: asIs } as Flag<string>,
  json: { spec: "--json", does: "print one JSON document" } as Flag<boolean>,
  config: {
    spec: "-c, --config <file>",
    does: "a configuration file (default diapason.yaml, where there is one)",
    read: asIs,
  } as Flag<string>,
  name: { spec: "--name <study>", does: "name of the study (default made from command and space)", read: asIs } as Flag<string>,
  open: { spec: "--open", does: "open the page of the study in a browser" } as Flag<boolean>,
  yes: { spec: "--yes", does: "do not ask, although work ends" } as Flag<boolean>,
  reason: { spec: "--reason <text>", does: "why, for the record (default by hand)", read: asIs } as Flag<string>,
  dryRun: { spec: "--dry-run", does: "only say what would be done" } as Flag<boolean>,
  keepBest: {
    spec: "--keep-best <n>",
    does: "keep the last checkpoints of the n best trials (default those of the best, or of the front)",
    read: count("--keep-best", 0),
  } as Flag<number>,
  quota: {
    spec: "--quota <size>",
    does: "room for checkpoints: 40GiB; what may go then goes only when it is used up, the oldest first",
    read: (text) => bytesOf("--quota", text),
  } as Flag<number>,
  keepAt: {
    spec: "--keep-at <place>",
    does: "keep checkpoints and artifacts apart from this machine: s3://bucket/prefix, or a folder that all hosts share",
    read: asIs,
  } as Flag<string>,
}
