import type { ImportanceMethod, ScheduleFile } from "@diapason/algorithms"
import { endingKinds, fault, parseAssignment, requeuingKinds, type FailureKind, type Fidelity } from "@diapason/core"
import type { Role } from "@diapason/server"
import { groupings, type Grouping } from "@diapason/views"
import { readTrack } from "../tracking/read-track.ts"
import type { Track } from "../tracking/track-form.ts"
import { bytesOf } from "./text/bytes.ts"
import { durationOf } from "./text/duration.ts"
import { readSchedule } from "./tune/replayed.ts"
import type { ConfigFile } from "./config/config-file.ts"
import type { Flag } from "./verb.ts"

/** Written out here, so that no command loads the algorithms for its flags. */
const measures = ["fanova", "ped-anova", "permutation", "shapley", "local", "ablation"] as const satisfies readonly ImportanceMethod[]

/** Every flag of the command line, defined once: the verbs pick from these. */
export const flags = {
  store: { spec: "--store <url>", does: "where studies are kept (default sqlite:.diapason/diapason.db)", read: asIs } as Flag<string>,
  dir: { spec: "--dir <folder>", does: "folder for logs and checkpoints (default .diapason)", read: asIs } as Flag<string>,
  listen: { spec: "--listen <host:port>", does: "where to listen (default 127.0.0.1:4600)", read: place } as Flag<Place>,
  basePath: {
    spec: "--base-path <path>",
    does: "what a proxy puts before every address: /diapason",
    read: asIs,
  } as Flag<string>,
  serveFor: {
    spec: "--for <duration>",
    does: "serve this long, then leave (default until it is interrupted)",
    read: (text) => durationOf("--for", text),
  } as Flag<number>,
  profile: {
    spec: "--profile <name>",
    does: "audited: each change needs a reason and the approval of another owner",
    read: oneOf("--profile", ["open", "audited"]),
  } as Flag<"open" | "audited">,
  allowHost: {
    spec: "--allow-host <name>",
    does: "a name that a proxy calls this server by, while it listens on this machine alone",
    read: several,
  } as Flag<readonly string[]>,
  trustProxy: { spec: "--trust-proxy", does: "believe X-Forwarded-* headers: only behind a proxy that sets them" } as Flag<boolean>,
  tlsKey: { spec: "--tls-key <file>", does: "the private key (PEM), to listen with TLS", read: asIs } as Flag<string>,
  tlsCert: { spec: "--tls-cert <file>", does: "the certificate (PEM), to listen with TLS", read: asIs } as Flag<string>,
  role: {
    spec: "--role <role>",
    does: "viewer, runner (runs, enqueues, pauses), owner (settings), or admin (default viewer)",
    read: oneOf("--role", ["viewer", "runner", "owner", "admin"]),
  } as Flag<Role>,
  server: { spec: "--server <url>", does: "a Diapason server, in place of a store", read: asIs } as Flag<string>,
  bearerToken: { spec: "--token <token>", does: "the token for the server (default DIAPASON_TOKEN)", read: asIs } as Flag<string>,
  workedOn: {
    spec: "--study <study>",
    does: "the study to work on (default all that have work, the newest first)",
    read: asIs,
  } as Flag<string>,
  slots: {
    spec: "--slots <n>",
    does: "trials at one time; auto: one for each GPU, else for each core (default 1)",
    read: jobs,
  } as Flag<number>,
  untilIdle: {
    spec: "--until-idle <duration>",
    does: "leave when there was nothing to do for this long",
    read: (text) => durationOf("--until-idle", text),
  } as Flag<number>,
  labels: { spec: "--labels <name=value>", does: "a mark for this worker, shown on the page: zone=a", read: labels } as Flag<Labels>,
  handedFor: {
    spec: "--lease <duration>",
    does: "how long the server may hear nothing of a trial before it hands it out again (default 5m)",
    read: (text) => durationOf("--lease", text),
  } as Flag<number>,
  ofStudies: { spec: "--study <pattern>", does: "only for these studies: lab-*", read: several } as Flag<readonly string[]>,
  ttl: {
    spec: "--ttl <duration>",
    does: "how long it is good: 12h, 7d (default 30d)",
    read: (text) => durationOf("--ttl", text),
  } as Flag<number>,
  bearer: { spec: "--label <word>", does: "who it is for, as the record will name it: ci", read: asIs } as Flag<string>,
  open: { spec: "--open", does: "open the page of the study in a browser" } as Flag<boolean>,
  json: { spec: "--json", does: "print one JSON document" } as Flag<boolean>,
  config: {
    spec: "-c, --config <file>",
    does: "a configuration file (default diapason.yaml, where there is one)",
    read: asIs,
  } as Flag<string>,
  param: { spec: "-p, --param <name=spec>", does: "a parameter: lr=1e-5..1e-1:log, bs=16,32,64", read: params } as Flag<Params>,
  minimize: { spec: "--minimize <metric>", does: "a metric to make smaller", read: several } as Flag<readonly string[]>,
  maximize: { spec: "--maximize <metric>", does: "a metric to make larger", read: several } as Flag<readonly string[]>,
  subjectTo: { spec: "--subject-to <expression>", does: "a constraint: 'size<=50'", read: several } as Flag<readonly string[]>,
  fidelity: {
    spec: "--fidelity <name=min..max>",
    does: "steps of a trial: epoch=1..27, or epoch=1..27:resumable where it saves checkpoints and goes on from them",
    read: fidelity,
  } as Flag<Fidelity>,
  baseline: {
    spec: "--baseline <values>",
    does: "values to try first: 'lr=0.01 bs=64', what is missing takes its default; or proven:lightgbm (diapason baselines)",
    read: several,
  } as Flag<readonly string[]>,
  prior: {
    spec: "--prior <belief>",
    does: "where the best value probably lies: lr=3e-3:3x, width=64:32, act=relu:high; or proven:lightgbm",
    read: several,
  } as Flag<readonly string[]>,
  taughtBy: { spec: "--study <pattern>", does: "only these studies: digits, resnet-*", read: several } as Flag<readonly string[]>,
  transfer: {
    spec: "--transfer <studies>",
    does: "earlier studies that teach it: names, * for anything, same-space (default), or off",
    read: (text, before) => (text === "off" ? "off" : { from: [...(typeof before === "object" ? [before.from ?? []].flat() : []), text] }),
  } as Flag<ConfigFile["transfer"]>,
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
  model: { spec: "-o, --model <folder>", does: "where the model is saved (default models/STUDY)", read: asIs } as Flag<string>,
  predictions: {
    spec: "-o, --output <file>",
    does: "where to write: .csv or .parquet (default predictions.csv)",
    read: asIs,
  } as Flag<string>,
  proba: { spec: "--proba", does: "a column with the probability of each class too" } as Flag<boolean>,
  trials: { spec: "--trials <n>", does: "budget: how many trials", read: count("--trials", 1) } as Flag<number>,
  for: { spec: "--for <duration>", does: "budget: how long, 30s 20m 8h", read: (text) => durationOf("--for", text) } as Flag<number>,
  cost: { spec: "--cost <amount>", does: "budget: what the trials may use, 40gpu-h, 12slot-h or 20EUR", read: asIs } as Flag<string>,
  until: { spec: "--until <condition>", does: "stop when reached: 'val_loss<=0.2'", read: several } as Flag<readonly string[]>,
  sampler: { spec: "--sampler <name>", does: "auto, tpe, random, grid, … (default auto)", read: asIs } as Flag<string>,
  scheduler: { spec: "--scheduler <name>", does: "auto, freeze-thaw, asha, median, pbt, … (default auto)", read: asIs } as Flag<string>,
  terminator: {
    spec: "--terminator <name>",
    does: "what may end the study before its budget: stagnation, regret-bound, emmr, cost-aware",
    read: asIs,
  } as Flag<string>,
  adapt: {
    spec: "--adapt <rule>",
    does: "change values while trials run: lr:plateau, lr:divergence, overfit, or a rule as JSON",
    read: several,
  } as Flag<readonly string[]>,
  replaySchedule: {
    spec: "--replay-schedule <file>",
    does: "train from nothing by a schedule of `show TRIAL --schedule`, once for each trial (default 3)",
    read: readSchedule,
  } as Flag<ScheduleFile>,
  seed: { spec: "--seed <n>", does: "seed of all that is random (default 0)", read: count("--seed", 0) } as Flag<number>,
  jobs: { spec: "--jobs <n>", does: "trials at one time, or auto (default 1)", read: jobs } as Flag<number>,
  executor: {
    spec: "--executor <where>",
    does: "local, or slurm: each trial a job of the cluster (ray and kubernetes need their settings in a file)",
    read: oneOf("--executor", ["local", "slurm"] as const),
  } as Flag<"local" | "slurm">,
  gpusPerTrial: {
    spec: "--gpus-per-trial <share>",
    does: "cards of one trial: 2, or 0.5 for two trials on a card; it is told which in CUDA_VISIBLE_DEVICES or its like, and as {gpu}",
    read: share,
  } as Flag<number>,
  cpusPerTrial: {
    spec: "--cpus-per-trial <n>",
    does: "processors of one trial, by affinity and OMP_NUM_THREADS",
    read: count("--cpus-per-trial", 1),
  } as Flag<number>,
  memoryPerTrial: {
    spec: "--memory-per-trial <size>",
    does: "memory of one trial, such as 16GiB, where the system sets limits",
    read: (text) => bytesOf("--memory-per-trial", text),
  } as Flag<number>,
  timeout: {
    spec: "--timeout <duration>",
    does: "longest time of one trial",
    read: (text) => durationOf("--timeout", text),
  } as Flag<number>,
  paramsVia: {
    spec: "--params-via <style>",
    does: "how values reach the script: args, args-space, hydra, env, file, none",
    read: oneOf("--params-via", ["args", "args-space", "hydra", "env", "file", "none"] as const),
  } as Flag<"args" | "args-space" | "hydra" | "env" | "file" | "none">,
  booleans: {
    spec: "--booleans <style>",
    does: "how true and false are written: value, presence, negatable",
    read: oneOf("--booleans", ["value", "presence", "negatable"] as const),
  } as Flag<"value" | "presence" | "negatable">,
  shell: { spec: "--shell", does: "run the command through a shell" } as Flag<boolean>,
  canary: { spec: "--no-canary", does: "start all slots at once, before a first trial has reported" } as Flag<boolean>,
  name: { spec: "--name <study>", does: "name of the study (default made from command and space)", read: asIs } as Flag<string>,
  extend: {
    spec: "--extend",
    does: "change a started study: record the new space or sampler as a revision, keep its trials",
  } as Flag<boolean>,
  fresh: { spec: "--new", does: "start afresh instead of going on" } as Flag<boolean>,
  reporter: {
    spec: "--reporter <kind>",
    does: "what is shown meanwhile: live, lines, quiet",
    read: oneOf("--reporter", ["live", "lines", "quiet"] as const),
  } as Flag<"live" | "lines" | "quiet">,
  steps: { spec: "--steps <n>", does: "rates in one rising run (default 100)", read: count("--steps", 3) } as Flag<number>,
  runs: { spec: "--runs <n>", does: "rates where each takes a short run (default 12)", read: count("--runs", 3) } as Flag<number>,
  reports: { spec: "--reports <n>", does: "reports of a short run (default 5)", read: count("--reports", 1) } as Flag<number>,
  top: { spec: "--top <n>", does: "show the best n", read: count("--top", 1) } as Flag<number>,
  as: {
    spec: "--as <form>",
    does: "table, argv, env, json, config (also YAML, since JSON is), code (Python)",
    read: oneOf("--as", ["table", "argv", "env", "json", "config", "code"] as const),
  } as Flag<"table" | "argv" | "env" | "json" | "config" | "code">,
  state: {
    spec: "--state <state>",
    does: "only trials of this state",
    read: oneOf("--state", ["waiting", "running", "paused", "complete", "pruned", "failed"] as const),
  } as Flag<"waiting" | "running" | "paused" | "complete" | "pruned" | "failed">,
  bundle: { spec: "--bundle <file>", does: "write what was found to a file, for a report of a fault", read: asIs } as Flag<string>,
  strict: { spec: "--strict", does: "what is found counts as an error" } as Flag<boolean>,
  fix: { spec: "--fix", does: "write what is proposed into the configuration file" } as Flag<boolean>,
  sample: { spec: "--sample <n>", does: "show n random configurations", read: count("--sample", 1) } as Flag<number>,
  dryRun: { spec: "--dry-run", does: "only say what would be done" } as Flag<boolean>,
  detach: { spec: "--detach", does: "go on without this terminal" } as Flag<boolean>,
  where: { spec: "--where <question>", does: "only trials of which it is true: 'state=failed and lr>0.01'", read: asIs } as Flag<string>,
  sort: { spec: "--sort <name>", does: "order by a value, the least first; -name for the largest first", read: asIs } as Flag<string>,
  columns: { spec: "--columns <names>", does: "which columns: trial,state,val_loss,lr", read: asIs } as Flag<string>,
  leaderboard: { spec: "--leaderboard", does: "only usable trials, from the best on" } as Flag<boolean>,
  withTrials: { spec: "--trials", does: "every trial too" } as Flag<boolean>,
  running: { spec: "--running", does: "only studies that run now" } as Flag<boolean>,
  names: { spec: "--names", does: "only the names, one a line" } as Flag<boolean>,
  at: {
    spec: "--at <budget>",
    does: "compare at equal trials, time open, or cost: time of training added up (default trials)",
    read: oneOf("--at", ["trials", "time", "cost"] as const),
  } as Flag<"trials" | "time" | "cost">,
  by: {
    spec: "--by <setting>",
    does: `sort the named studies into sides by what differs: ${groupings.join(", ")}`,
    read: oneOf("--by", groupings),
  } as Flag<Grouping>,
  target: { spec: "--target <value>", does: "also what it took to reach this value", read: number("--target") } as Flag<number>,
  whatIf: {
    spec: "--what-if <change>",
    does: "what would have been on the recorded curves: scheduler=asha,median, or with settings as JSON",
    read: several,
  } as Flag<readonly string[]>,
  method: {
    spec: "--method <measure>",
    does: `what it is measured by: ${measures.join(", ")} (default fanova)`,
    read: oneOf("--method", measures),
  } as Flag<ImportanceMethod>,
  explained: {
    spec: "--target <metric>",
    does: "what is to be explained: a metric, duration, or front for all objectives at once",
    read: asIs,
  } as Flag<string>,
  topFraction: {
    spec: "--top-fraction <share>",
    does: "what matters among the best: 0.1 for the best tenth",
    read: number("--top-fraction"),
  } as Flag<number>,
  byBranch: { spec: "--by-branch", does: "also for each value of a choice that others depend on" } as Flag<boolean>,
  pairs: { spec: "--pairs", does: "every pair of parameters too, not only those that act together" } as Flag<boolean>,
  follow: { spec: "-f, --follow", does: "go on as it grows, into further attempts, until the trial has ended" } as Flag<boolean>,
  all: { spec: "--all", does: "of all trials, each line with its trial" } as Flag<boolean>,
  errors: { spec: "--errors", does: "of the failed trials: what each failed of, and its last lines" } as Flag<boolean>,
  exitOnDone: { spec: "--exit-on-done", does: "end when nothing runs any more" } as Flag<boolean>,
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
  level: { spec: "--level <n>", does: "only up to this level, 0 to 4 (default 4)", read: count("--level", 0) } as Flag<number>,
  badge: { spec: "--badge <file>", does: "write the award as an SVG image", read: asIs } as Flag<string>,
  failIf: { spec: "--fail-if <condition>", does: "exit 7 when it is true at the end: 'best > 0.30'", read: several } as Flag<
    readonly string[]
  >,
  keepAt: {
    spec: "--keep-at <place>",
    does: "keep checkpoints and artifacts apart from this machine: s3://bucket/prefix, or a folder that all hosts share",
    read: asIs,
  } as Flag<string>,
  track: {
    spec: "--track <kind=place>",
    does: "show the study elsewhere too, as it goes: mlflow=URL, tensorboard=FOLDER (repeatable)",
    read: (text, before) => readTrack("--track", text, before),
  } as Flag<Track>,
  trackTo: {
    spec: "--to <kind=place>",
    does: "where to send it, in place of what the configuration says: mlflow=URL, tensorboard=FOLDER (repeatable)",
    read: (text, before) => readTrack("--to", text, before),
  } as Flag<Track>,
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
  regex: {
    spec: "--regex <pattern>",
    does: "how a metric is printed: 'epoch (?<step>{num}).*top1=(?<val_acc>{num})'",
    read: several,
  } as Flag<readonly string[]>,
  csv: { spec: "--csv", does: "print comma-separated values" } as Flag<boolean>,
  logs: { spec: "--logs", does: "print what the trial printed" } as Flag<boolean>,
  network: {
    spec: "--network <file.svg>",
    does: "draw the network that it was asked to build, - to print the picture; several networks go to several files",
    read: asIs,
  } as Flag<string>,
  schedule: { spec: "--schedule", does: "print the schedule of its values as JSON, for tune --replay-schedule" } as Flag<boolean>,
  run: { spec: "--no-run", does: "only read the source: do not run the command with --help" } as Flag<boolean>,
  fromFile: { spec: "--from <file>", does: "begin from a sweep of another tool, as `convert` does", read: asIs } as Flag<string>,
  force: { spec: "--force", does: "replace the file if it is there" } as Flag<boolean>,
  output: { spec: "-o, --output <file>", does: "what to write (default diapason.yaml), - to print it", read: asIs } as Flag<string>,
  reportFile: { spec: "-o, --output <file>", does: "what to write (default STUDY-report.html), - to print it", read: asIs } as Flag<string>,
  sections: {
    spec: "--sections <names>",
    does: "only these, with commas between: overview,best,mattered,figures,trials,failures,space,reproduce,audit",
    read: (text) => text.split(",").map((name) => name.trim()),
  } as Flag<readonly string[]>,
  audit: {
    spec: "--audit",
    does: "with the whole provenance: revisions, changes, failures, commits, seeds, chain, replay",
  } as Flag<boolean>,
  openReport: { spec: "--open", does: "open it in a browser" } as Flag<boolean>,
  picture: { spec: "-o, --output <file>", does: "write it: .svg for a paper, .png for slides", read: asIs } as Flag<string>,
  pictureWidth: {
    spec: "--width <n>",
    does: "pixels of a file (default 960), or columns of the terminal",
    read: count("--width", 20),
  } as Flag<number>,
  pictureHeight: {
    spec: "--height <n>",
    does: "pixels of a file (default 540), or lines of the terminal",
    read: count("--height", 5),
  } as Flag<number>,
  theme: {
    spec: "--theme <name>",
    does: "light, for print, or dark (default light)",
    read: oneOf("--theme", ["light", "dark"] as const),
  } as Flag<"light" | "dark">,
  ofNames: { spec: "--of <names>", does: "which parameters, objectives or metric it shows: lr,bs", read: asIs } as Flag<string>,
  withStudies: { spec: "--with <studies>", does: "studies to compare with, separated by commas", read: asIs } as Flag<string>,
  lossless: { spec: "--strict", does: "write nothing and exit with 2 when anything would be lost" } as Flag<boolean>,
  reason: { spec: "--reason <text>", does: "why, for the record (default by hand)", read: asIs } as Flag<string>,
  yes: { spec: "--yes", does: "do not ask, although work ends" } as Flag<boolean>,
  now: { spec: "--now", does: "end what runs, as cancelled" } as Flag<boolean>,
  ofTrial: { spec: "--trial <trial>", does: "only this trial: the same as prune", read: several } as Flag<readonly string[]>,
  kind: {
    spec: "--kind <kind>",
    does: `only those that failed so: ${endingKinds.join(", ")}, infra`,
    read: oneOf("--kind", [...endingKinds, ...requeuingKinds]),
  } as Flag<FailureKind>,
  sameSeed: { spec: "--same-seed", does: "with the seed that it had; a new one otherwise" } as Flag<boolean>,
  label: { spec: "--label <text>", does: "a name for it, shown with the trial", read: asIs } as Flag<string>,
  fromConfigs: {
    spec: "--from <file>",
    does: "configurations from a JSON file: of best --json, one, or a list",
    read: asIs,
  } as Flag<string>,
  fromStudy: { spec: "--from-study <study>", does: "the best configurations of another study of the store", read: asIs } as Flag<string>,
  count: { spec: "--count <n>", does: "so many trials at once", read: count("--count", 1) } as Flag<number>,
  step: { spec: "--step <n>", does: "report a step, as report-step does", read: count("--step", 0) } as Flag<number>,
  fail: {
    spec: "--fail <kind>",
    does: `it has failed: ${endingKinds.join(", ")}`,
    read: oneOf("--fail", [...endingKinds, ...requeuingKinds]),
  } as Flag<FailureKind>,
  message: { spec: "--message <text>", does: "what is known of the failure", read: asIs } as Flag<string>,
  repeats: {
    spec: "--repeats <n>",
    does: "so many runs of each finalist, instead of a budget",
    read: count("--repeats", 2),
  } as Flag<number>,
  estimate: { spec: "--estimate", does: "also how much of it is luck, in words, and what more trials would gain" } as Flag<boolean>,
  freshRuns: {
    spec: "--budget <runs>",
    does: "fresh runs in all, spent where they tell most who is best (default a tenth of the trials, at least 10)",
    read: count("--budget", 5),
  } as Flag<number>,
  finalists: {
    spec: "--top <n>",
    does: "how many finalists (default the root of the number of trials, at most 8)",
    read: count("--top", 1),
  } as Flag<number>,
  sure: {
    spec: "--sure <chance>",
    does: "the chance to be the best at which choosing ends early (default 0.95)",
    read: (text) => chance("--sure", text),
  } as Flag<number>,
  stop: { spec: "--stop", does: "why the trial was stopped" } as Flag<boolean>,
}

/** Parameters by name in their JSON form, in the order in which they were given. */
export type Params = Readonly<Record<string, unknown>>

function asIs(text: string): string {
  return text
}

function several(text: string, before: readonly string[] = []): readonly string[] {
  return [...before, text]
}

function params(text: string, before: Params = {}): Params {
  const { name, json } = parseAssignment(text)
  if (name in before) throw fault("D111", { name, first: "-p", second: "-p" })
  return { ...before, [name]: json }
}

function count(flag: string, least: number): (text: string) => number {
  return (text) => {
    const n = Number(text)
    if (text.trim() === "" || !Number.isSafeInteger(n) || n < least)
      throw fault("D140", { flag, text, expected: `a whole number from ${least}` })
    return n
  }
}

function number(flag: string): (text: string) => number {
  return (text) => {
    const x = Number(text)
    if (text.trim() === "" || !Number.isFinite(x)) throw fault("D140", { flag, text, expected: "a number" })
    return x
  }
}

function oneOf<T extends string>(flag: string, known: readonly T[]): (text: string) => T {
  return (text) => {
    const found = known.find((name) => name === text)
    if (found === undefined) throw fault("D140", { flag, text, expected: `one of ${known.join(", ")}` })
    return found
  }
}

function chance(flag: string, text: string): number {
  const x = Number(text)
  if (text.trim() === "" || !(x > 0.5 && x < 1)) throw fault("D140", { flag, text, expected: "a number between 0.5 and 1, such as 0.95," })
  return x
}

function share(text: string): number {
  const n = Number(text)
  if (text.trim() === "" || !Number.isFinite(n) || n <= 0)
    throw fault("D140", { flag: "--gpus-per-trial", text, expected: "a number above 0, such as 1 or 0.5," })
  return n
}

/** Marks of a worker by name. */
type Labels = Readonly<Record<string, string>>

function labels(text: string, before: Labels = {}): Labels {
  const pairs = text.split(",").map((pair) => /^\s*([\w.\-/]+)=(.*)$/s.exec(pair))
  const wrong = pairs.findIndex((pair) => pair === null)
  if (wrong >= 0) throw fault("D140", { flag: "--labels", text, expected: "name=value, such as zone=a" })
  return { ...before, ...Object.fromEntries(pairs.map((pair) => [pair![1], pair![2]!.trim()])) }
}

function jobs(text: string): number {
  return text === "auto" ? -1 : count("--jobs", 1)(text)
}

function fidelity(text: string): Fidelity {
  const found = /^([A-Za-z_]\w*)=(\d+)\.\.(\d+)(:resumable)?$/.exec(text)
  const [min, max] = [Number(found?.[2]), Number(found?.[3])]
  if (found === null || min < 1 || max < min)
    throw fault("D140", { flag: "--fidelity", text, expected: "a name and its steps, as in epoch=1..27 or epoch=1..27:resumable," })
  return { name: found[1]!, min, max, ...(found[4] !== undefined && { resumable: true }) }
}

interface Place {
  readonly host: string
  readonly port: number
}

/** `127.0.0.1:4600`, `[::1]:4600`, or a port alone. */
function place(text: string): Place {
  const read = /^(?:(.+):)?(\d{1,5})$/.exec(text)
  const port = Number(read?.[2] ?? NaN)
  if (read === null || port > 65_535)
    throw fault("D140", { flag: "--listen", text, expected: "an address and a port, as in 127.0.0.1:4600," })
  return { host: (read[1] ?? "127.0.0.1").replace(/^\[(.*)\]$/, "$1"), port }
}
