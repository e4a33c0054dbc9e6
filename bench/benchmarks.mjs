/** Every benchmark by its name. A new one is a folder, and a line here. */
export const benchmarks = {
  automl: {
    about: "one command for a table against FLAML, tuned LightGBM, a forest and AutoGluon at equal time (--peer PYTHON)",
    load: () => import("./automl/automl.mjs").then((module) => module.automl),
  },
  crowd: {
    about: "many workers on one study, killed at random: what is lost, what runs twice, and what it costs",
    load: () => import("./crowd/crowd.mjs").then((module) => module.crowd),
  },
  latency: {
    about: "what the tuner itself costs: asking, telling, recording, launching, opening",
    load: () => import("./latency/latency.mjs").then((module) => module.latency),
  },
  importance: {
    about: "whether shares of importance are true, how often intervals have the truth, and what both cost beside Optuna (--peer PYTHON)",
    load: () => import("./importance/importance.mjs").then((module) => module.importance),
  },
  interactions: {
    about: "whether pairs that act together are found, how sure of it one may be, and what it costs",
    load: () => import("./interactions/interactions.mjs").then((module) => module.interactions),
  },
  architecture: {
    about: "evaluations that a search for architectures takes, beside random search",
    load: () => import("./architecture/architecture.mjs").then((module) => module.architecture),
  },
  "optuna-face": {
    about: "a script for Optuna on scikit-learn, and the same with one changed import: what it finds, and its overhead (--peer PYTHON)",
    load: () => import("./optuna-face/optuna-face.mjs").then((module) => module.optunaFace),
  },
  page: {
    about: "what a reader of the web page waits for: a first visit, and a study of 100 000 trials",
    load: () => import("./page/page.mjs").then((module) => module.page),
  },
  scale: {
    about: "what a suggestion and a report cost with a thousand and ten thousand workers, and with many conductors",
    load: () => import("./scale/scale.mjs").then((module) => module.scale),
  },
  postgres: {
    about: "suggestions per second of conductors that share a PostgreSQL, beside Optuna on the same server (--peer PYTHON)",
    load: () => import("./postgres/postgres.mjs").then((module) => module.postgres),
  },
  schedulers: {
    about: "what a scheduler costs for each report of a long study",
    load: () => import("./schedulers/schedulers.mjs").then((module) => module.schedulers),
  },
  server: {
    about: "what a report over HTTP costs, also while a model is fitted, and what a killed server loses",
    load: () => import("./server/server.mjs").then((module) => module.server),
  },
  slurm: {
    about: "what a trial as a job of a real Slurm costs beside an empty job of its own",
    load: () => import("./engines/slurm.mjs").then((module) => module.slurm),
  },
  ray: {
    about: "what a trial as a job of a real Ray costs beside an empty job of its own",
    load: () => import("./engines/ray.mjs").then((module) => module.ray),
  },
  board: {
    about: "what a page waits for that shows a big study: events, the way over the wire, filters, curves",
    load: () => import("./board/board.mjs").then((module) => module.board),
  },
  "what-if": {
    about: "what a recorded study tells of another scheduler, beside real runs under it",
    load: () => import("./what-if/what-if.mjs").then((module) => module.whatIf),
  },
  winner: {
    about: "whether what is said of a winner is true: its interval, its place, and what more trials gain",
    load: () => import("./winner/winner.mjs").then((module) => module.winner),
  },
  "report-page": {
    about: "what a person waits for who asks for a report of a thousand trials, and how big the file is",
    load: () => import("./report/report.mjs").then((module) => module.reportPage),
  },
  "optuna-exchange": {
    about: "a study of 10 000 trials from Optuna to Diapason and back, compared trial by trial by Optuna itself (--peer PYTHON)",
    load: () => import("./optuna-exchange/optuna-exchange.mjs").then((module) => module.optunaExchange),
  },
  terminal: {
    about: "what a person at a terminal waits for: help, the first report, the live view",
    load: () => import("./terminal/terminal.mjs").then((module) => module.terminal),
  },
}

/** What is done with contests between tuners: which of them finds the better configurations. */
export const contests = {
  run: "plays contestants on problems and appends to a file of JSON lines",
  report: "makes tables and a page of such files",
  smoke: "half a minute: the default is not worse than random, nor than it was",
  population: "a population against constant values at equal compute, and its schedule trained again",
  "digits-architecture": "networks for digits, small and right: the default sampler against random at equal training",
  transfer: "what earlier studies are worth to a new one, also when they mislead",
  curves: "contests over training curves, where a training may end early and go on",
}
