import { Counter, Gauge, Histogram, Registry, collectDefaultMetrics } from "prom-client"

/** What a server counts and measures of itself and shows of its studies, each under the name that Prometheus knows it by. */
export type Figures = ReturnType<typeof figures>

/** All figures of one server, at nought. Labels are of few values each: no trial is one, and studies are the newest alone. */
export function figures() {
  const registry = new Registry()
  const registers = [registry]
  collectDefaultMetrics({ register: registry })
  const counter = <L extends string>(name: string, help: string, labelNames: readonly L[] = []) =>
    new Counter({ name: `diapason_${name}`, help, labelNames, registers })
  const gauge = <L extends string>(name: string, help: string, labelNames: readonly L[] = []) =>
    new Gauge({ name: `diapason_${name}`, help, labelNames, registers })
  const seconds = <L extends string>(name: string, help: string, labelNames: readonly L[] = []) =>
    new Histogram({ name: `diapason_${name}_seconds`, help, labelNames, buckets: [...buckets], registers })
  return {
    registry,
    studies: gauge("studies", "Studies in the store."),
    trials: gauge("study_trials", "Trials of a study by state; those that wait for another attempt are `waiting`.", ["study", "state"]),
    failures: gauge("study_failures", "Attempts of a study that failed, by kind.", ["study", "kind"]),
    best: gauge("study_best", "Value of an objective in the best trial (of a front: in its first).", ["study", "objective"]),
    sessions: gauge("study_sessions", "Sessions of a study that are alive.", ["study"]),
    slots: gauge("worker_slots", "Slots of a session that is alive, by what they do.", ["study", "session", "state"]),
    budget: gauge("study_budget_spent_ratio", "Which part of its budget a study has spent, 0 to 1.", ["study"]),
    suggestions: seconds("suggestion", "Time that the sampler took for one suggestion.", ["sampler"]),
    appends: seconds("append", "Time until an append was in the store.", ["outcome"]),
    reports: seconds("report", "Time until a report was in the store; those that come together share an append."),
    events: counter("events_total", "Events that this process has appended.", ["kind"]),
    errors: counter("store_errors_total", "Calls of the store that failed.", ["operation"]),
    leases: counter("leases_lost_total", "Leases that have passed to another: writes that were refused, or renewals."),
    requests: seconds("http_request", "Time until a request was answered.", ["method", "route", "status"]),
  } as const
}

/** Seconds, from a write on this machine to a model that takes its time. */
const buckets = [0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30] as const
