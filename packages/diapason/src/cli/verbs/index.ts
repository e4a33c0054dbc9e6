import type { Verb } from "../verb.ts"

/** A verb as help lists it. What it does is loaded when it is asked for, so that no command waits for the others. */
interface Listed {
  readonly name: string
  /** One line for the list of verbs. */
  readonly does: string
  load(): Promise<Verb>
}

const listed = (name: string, does: string, load: () => Promise<Verb>): Listed => ({ name, does, load })

/** Every verb, in the order in which help lists them. */
export const verbs: readonly Listed[] = [
  listed("init", "look at a script's flags and metrics, and write diapason.yaml for it", async () => (await import("./init.ts")).init),
  listed(
    "convert",
    "write diapason.yaml from a W&B sweep, a Katib, NNI, Ray Tune or Optuna description, naming all that is lost",
    async () => (await import("./convert.ts")).convert,
  ),
  listed(
    "baselines",
    "proven starting points for common jobs, with their ranges and sources",
    async () => (await import("./baselines.ts")).baselines,
  ),
  listed("tune", "tune a command: create the study, or go on with it", async () => (await import("./tune.ts")).tune),
  listed(
    "automl",
    "find a model for a table: look at it, search, and save one model with an honest estimate",
    async () => (await import("./automl.ts")).automl,
  ),
  listed("predict", "predict new rows with a model that automl has saved", async () => (await import("./predict.ts")).predict),
  listed(
    "lint",
    "look for what is allowed and likely not meant: scales, bounds, budgets, names",
    async () => (await import("./lint.ts")).lint,
  ),
  listed("doctor", "look at this machine: versions, store, script, devices, limits", async () => (await import("./doctor.ts")).doctor),
  listed(
    "probe",
    "find the range of a learning rate that is worth searching (probe lr): one run whose rate rises, or short runs",
    async () => (await import("./probe.ts")).probe,
  ),
  listed("ls", "the studies of a store: best, counts, state, age", async () => (await import("./ls.ts")).ls),
  listed("status", "one look at a study: counts, budget, best, the newest trials", async () => (await import("./status.ts")).status),
  listed("serve", "the studies on a web page, and over HTTP for programs", async () => (await import("./serve.ts")).serve),
  listed("worker", "slots on this machine for the studies of a store or a server", async () => (await import("./worker.ts")).worker),
  listed("token", "who may ask the server: create, list and revoke tokens", async () => (await import("./token.ts")).token),
  listed("watch", "the live view of a study that runs elsewhere; looks, never touches", async () => (await import("./watch.ts")).watch),
  listed("best", "the best trial, or the front of several objectives, in the form you need", async () => (await import("./best.ts")).best),
  listed(
    "importance",
    "which parameters mattered, and which act together, with intervals",
    async () => (await import("./importance.ts")).importance,
  ),
  listed(
    "compare",
    "studies side by side at an equal budget, or trials by what differs",
    async () => (await import("./compare.ts")).compare,
  ),
  listed(
    "report",
    "one HTML file that needs nothing else: summary, figures, trials; --audit: the provenance",
    async () => (await import("./report.ts")).report,
  ),
  listed("plot", "a figure of a study in the terminal, or as an SVG or PNG file", async () => (await import("./plot.ts")).plot),
  listed("trials", "all trials of a study as a table, JSON or CSV", async () => (await import("./trials.ts")).trials),
  listed("show", "one trial: values, curves, attempts, why it was tried and how it ended", async () => (await import("./show.ts")).show),
  listed("logs", "what a trial prints, as it prints it", async () => (await import("./logs.ts")).logs),
  listed(
    "explain",
    "why a trial was tried or stopped, or what a code such as D210 means",
    async () => (await import("./explain.ts")).explain,
  ),
  listed(
    "replay",
    "derive every suggestion and decision again from the log, and compare",
    async () => (await import("./replay.ts")).replay,
  ),
  listed(
    "capture",
    "capture test FILE: what the rules by which metrics are found would find in a saved log, CSV, JSON lines or TensorBoard file",
    async () => (await import("./capture.ts")).capture,
  ),
  listed("enqueue", "put hand-picked configurations into the queue", async () => (await import("./enqueue.ts")).enqueue),
  listed("pause", "hand out nothing new for now; what runs goes on", async () => (await import("./pause.ts")).pause),
  listed("resume", "take a pause or a stop back", async () => (await import("./resume.ts")).resume),
  listed("stop", "start nothing more and let what runs end; --now ends it", async () => (await import("./stop.ts")).stop),
  listed("prune", "end trials early, as a person's decision", async () => (await import("./prune.ts")).prune),
  listed("retry", "failed trials get another attempt", async () => (await import("./retry.ts")).retry),
  listed("exclude", "hide trials from sampler and best; nothing is deleted", async () => (await import("./exclude.ts")).exclude),
  listed("include", "bring hidden trials back", async () => (await import("./include.ts")).include),
  listed("confirm", "run the best again with fresh seeds: the honest winner", async () => (await import("./confirm.ts")).confirm),
  listed("ask", "hand a trial to a shell; creates the study when it is described", async () => (await import("./ask.ts")).ask),
  listed("report-step", "report a step of an asked trial; prints continue, stop, pause or update", async () => {
    return (await import("./report-step.ts")).reportStep
  }),
  listed("tell", "end an asked trial with its values or its failure", async () => (await import("./tell.ts")).tell),
  listed(
    "track",
    "send a study to MLflow or TensorBoard: all of it, or what could not be sent as it ran",
    async () => (await import("./track.ts")).track,
  ),
  listed("gc", "free the space of checkpoints that no trial needs any more", async () => (await import("./gc.ts")).gc),
  listed(
    "stdio",
    "one study over standard input and output: JSON lines, for programs in any language",
    async () => (await import("./stdio.ts")).stdio,
  ),
  listed(
    "export",
    "a study as its whole log (JSON lines), or its trials as CSV or Parquet",
    async () => (await import("./export.ts")).exportVerb,
  ),
  listed("store", "store copy FROM TO: studies from one store to another, to the bit", async () => (await import("./store.ts")).storeVerb),
  listed("import", "a log, trials in CSV, or a study of Optuna into a store", async () => (await import("./import.ts")).importVerb),
  listed(
    "memory",
    "what earlier studies can teach: ls, show STUDY, export FILE and import FILE between teams",
    async () => (await import("./memory.ts")).memory,
  ),
  listed(
    "conformance",
    "play the trial protocol against a client, and award it a level from L0 to L4",
    async () => (await import("./conformance.ts")).conformance,
  ),
  listed("completion", "what a shell needs to complete verbs, flags and studies: bash, zsh, fish", async () =>
    (await import("./completion.ts")).completion(verbs),
  ),
  listed("schema", "the JSON Schema of what --json prints", async () => (await import("./schema.ts")).schema),
]
