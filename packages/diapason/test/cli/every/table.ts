/** How one verb is tried in the prepared folder. `before` is run by a shell. */
export interface Tried {
  /** Lines that are run before, in the same copy of the folder. */
  readonly before?: readonly string[]
  /** The exit code of its example, where that is documented as another than 0. */
  readonly code?: number
  /** What follows `diapason VERB` in calls whose documents are held against the schema. For each verb with `--json`. */
  readonly json?: readonly string[]
  /** Whether `--json` prints a document a line. */
  readonly lines?: true
}

/** Every verb has its line here; a test says which one is missing. */
export const table: Readonly<Record<string, Tried>> = {
  tune: {
    json: [
      "-p lr=1e-5..1e-1:log --minimize val_loss --sampler random --trials 2 -- sh train.sh",
      "-p lr=1e-5..1e-1:log --minimize val_loss --dry-run -- sh train.sh",
    ],
  },
  lint: { json: ["-p drop=0.000001..0.5 --minimize val_loss --sample 2 -- sh train.sh"] },
  capture: { before: ["sh train.sh > train.log"], json: ["test train.log --minimize val_loss"] },
  doctor: { json: ["-- sh train.sh"] },
  probe: { json: ["lr -p lr=1e-5..1e-1:log --minimize val_loss --runs 8 --reports 3 -- sh train.sh"] },
  ls: { json: ["", "--running"] },
  status: { json: ["", "--trials"] },
  watch: { json: ["--exit-on-done"], lines: true },
  best: { json: ["", "--top 3"] },
  compare: { json: ["12 17", "train-3f9a train-3f9a --at time --target 0.5"] },
  trials: { json: ["", "--state failed", "--leaderboard --where val_loss<2"] },
  show: { json: ["17", "best"] },
  logs: {},
  explain: { json: ["17", "D210", "17 --stop"] },
  replay: { json: [""] },
  gc: { json: ["", "--dry-run"] },
  export: {},
  import: { before: ["diapason export --to train.jsonl"], json: ["train.jsonl --name copy"] },
  conformance: { before: ["cp $CLIENT client.mjs"], json: ["--level 0 -- node client.mjs"] },
  completion: {},
  stdio: {},
  schema: {},
}
