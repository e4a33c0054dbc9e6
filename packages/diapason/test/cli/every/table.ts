import { join } from "node:path"

/** How one verb is tried in the prepared folder. `before` is run by a shell. */
export interface Tried {
  /** Lines that are run before, in the same copy of the folder. */
  readonly before?: readonly string[]
  /** What has to be there besides Python itself; where it is not, the verb is skipped. Its example takes long, and its documents are made by the like. */
  readonly needs?: "scikit-learn"
  /** The exit code of its example, where that is documented as another than 0. */
  readonly code?: number
  /** What follows `diapason VERB` in calls whose documents are held against the schema. For each verb with `--json`. */
  readonly json?: readonly string[]
  /** Whether `--json` prints a document a line. */
  readonly lines?: true
}

/** A trial that a shell has asked for, of a study of its own. */
const asked = "diapason ask -p lr=1e-5..1e-1:log --minimize val_loss --trials 5 --name shell"

/** A script whose flags can be read. */
const flags = `printf 'import argparse\\np = argparse.ArgumentParser()\\np.add_argument("--lr", type=float, default=0.01)\\np.parse_args()\\nprint("val_loss=1")\\n' > train.py`

const sweep = `printf 'method: bayes\\nmetric: { name: loss, goal: minimize }\\nprogram: train.py\\nparameters:\\n  lr: { min: 0.001, max: 0.1 }\\n' > sweep.yaml`

/** The Python that models are trained with, where it is looked for. */
const trained = `mkdir -p .diapason && ln -sfn '${join(process.env["DIAPASON_PYTHON"] ?? "", "../..")}' .diapason/python`

/** Ninety flowers of three kinds. */
const flowers = `awk 'BEGIN { OFS = ","; srand(7); print "long,wide,kind"; for (i = 0; i < 90; i++) { k = i % 3; print 4 + k + 2 * rand(), 2 + rand() - k / 3, substr("abc", k + 1, 1) } }' > flowers.csv`

const model = "diapason automl flowers.csv --target kind --for 60s --max-trials 1 --model models/flowers --name other"

/** Every verb has its line here; a test says which one is missing. */
export const table: Readonly<Record<string, Tried>> = {
  init: { before: [flags], json: ["--no-run -- python train.py"] },
  convert: { before: [sweep], json: ["sweep.yaml"] },
  baselines: { json: ["", "lightgbm", "lightgbm/tuned"] },
  enqueue: { json: ["lr=3e-4 bs=32", "--from-study train-3f9a --top 2"] },
  ask: { json: ["-p lr=1e-5..1e-1:log --minimize loss --name other", "-p lr=1e-5..1e-1:log --minimize loss --name other --count 3"] },
  "report-step": { before: [asked], json: ["shell#0 1 val_loss=0.5"] },
  tell: { before: [asked], json: ["shell#0 val_loss=0.3", "shell#0 --fail oom", "shell#0 --step 2 val_loss=0.3"] },
  pause: { json: [""] },
  resume: { before: ["diapason pause"], json: [""] },
  stop: { json: ["", "--now --yes"] },
  prune: { before: [asked], json: ["shell#0 --yes"] },
  retry: { json: ["failed"] },
  exclude: { json: ["17 --reason wrong"] },
  include: { before: ["diapason exclude 17"], json: ["17"] },
  plot: { json: ["", "history", "slice -o slice.svg"] },
  confirm: { json: ["--top 2 --repeats 2", "--budget 7 --top 2"] },
  tune: {
    json: [
      "-p lr=1e-5..1e-1:log --minimize val_loss --sampler random --trials 2 -- sh train.sh",
      "-p lr=1e-5..1e-1:log --minimize val_loss --dry-run -- sh train.sh",
    ],
  },
  automl: { needs: "scikit-learn", before: [trained, flowers], json: ["flowers.csv --target kind --for 60s --max-trials 2"] },
  predict: {
    needs: "scikit-learn",
    before: [trained, flowers, `${model} > out.txt`, "cp flowers.csv new.csv"],
    json: ["models/flowers new.csv"],
  },
  lint: { json: ["-p drop=0.000001..0.5 --minimize val_loss --sample 2 -- sh train.sh"] },
  capture: { before: ["sh train.sh > train.log"], json: ["test train.log --minimize val_loss"] },
  doctor: { json: ["-- sh train.sh"] },
  probe: { json: ["lr -p lr=1e-5..1e-1:log --minimize val_loss --runs 8 --reports 3 -- sh train.sh"] },
  ls: { json: ["", "--running"] },
  status: { json: ["", "--trials"] },
  worker: { json: ["--study train-3f9a", "--until-idle 0.1s"] },
  serve: { json: ["--listen 0 --for 0.2s"] },
  watch: { json: ["--exit-on-done"], lines: true },
  best: { json: ["", "--top 3", "--estimate"] },
  importance: { json: ["", "--method ablation", "--by-branch --method shapley --target duration"] },
  compare: { json: ["12 17"] },
  report: { json: ["", "--sections overview,trials -o one.html"] },
  trials: { json: ["", "--state failed", "--leaderboard --where val_loss<2"] },
  show: { json: ["17", "best"] },
  logs: {},
  explain: { json: ["17", "D210", "17 --stop"] },
  replay: { json: ["", "--what-if scheduler=asha", '--what-if scheduler=median,{"type":"asha","eta":2}'] },
  token: { json: ["create --role runner --study 'lab-*' --ttl 7d --label ci", "list"] },
  memory: { json: ["ls", "show", "export team.json"] },
  track: { json: ["--to tensorboard=runs"] },
  gc: { json: ["", "--dry-run"] },
  export: {},
  store: { json: ["copy sqlite:.diapason/diapason.db sqlite:copy.db --study train-*"] },
  import: { before: ["diapason export --to train.jsonl"], json: ["train.jsonl --name copy"] },
  conformance: { before: ["cp $CLIENT client.mjs"], json: ["--level 0 -- node client.mjs"] },
  completion: {},
  stdio: {},
  schema: {},
}
