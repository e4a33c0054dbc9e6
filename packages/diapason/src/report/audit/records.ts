import { fromWire, trialSeed, type Ledger, type WireMetrics } from "@diapason/core"
import { numberText } from "../../cli/text/number.ts"
import { html, type Markup } from "../page/markup.ts"
import { dataTable } from "../page/table.ts"
import { exactMoment } from "../page/text.ts"
import type { Audit } from "./audit.ts"

/** Every failure: of trials, and of attempts that were lost and run again. None is left out, and no message is cut. */
export function failureTable({ trials }: Ledger, { chronicle }: Audit): Markup {
  const failed = trials.flatMap((trial) =>
    trial.state === "failed"
      ? [{ trial: trial.number, attempt: trial.attempts, at: trial.endedAt, failure: trial.failure, came: "the trial failed" }]
      : [],
  )
  const lost = [...chronicle.trials].flatMap(([trial, { attempts }]) =>
    attempts.map(({ attempt, endedAt, failure, why }) => ({ trial, attempt, at: endedAt, failure, came: `run again: ${why}` })),
  )
  const all = [...failed, ...lost].sort((a, b) => a.at - b.at || a.trial - b.trial)
  if (all.length === 0) return html`<p>Nothing failed.</p>`
  const columns = [
    { name: "trial", right: true },
    { name: "attempt", right: true },
    ...["time", "kind", "what it said", "what came of it"].map((name) => ({ name })),
  ]
  return dataTable(
    "Failures",
    columns,
    all.map(({ trial, attempt, at, failure, came }) => [trial, attempt, exactMoment(at), failure.kind, failure.message, came]),
  )
}

/** Every run after the search. */
export function confirmationTable({ confirmations }: Audit): Markup {
  if (confirmations.length === 0) return html`<p>No trial was run again after the search.</p>`
  const columns = [{ name: "trial" }, { name: "run" }, { name: "seed" }].map(({ name }) => ({ name, right: true }))
  return dataTable(
    "Runs after the search",
    [...columns, { name: "time" }, { name: "values" }, { name: "failure" }],
    confirmations.map(({ trial, repeat, seed, at, metrics, failure }) => [
      trial,
      repeat,
      seed,
      exactMoment(at),
      metricsText(metrics),
      failure === undefined ? "" : `${failure.kind}: ${failure.message}`,
    ]),
  )
}

const metricsText = (metrics: WireMetrics): string =>
  Object.entries(metrics)
    .map(([name, value]) => `${name} ${numberText(fromWire(value))}`)
    .join(", ")

/** Where all chance comes from: the seed of the study, and the seed that each trial was given. */
export function seedTable({ definition, trials }: Ledger, { proposers }: Audit): Markup {
  return html`<p>
      The study's seed is ${definition.seed}. Each suggestion is drawn with a generator keyed by it and the trial's number; each trial is
      given the seed below for its own code.
    </p>
    <p>Suggestions came from ${proposers.length === 0 ? "nobody yet" : proposers.map(([by, count]) => `${by} (${count})`).join(", ")}.</p>
    <p class="seeds">
      ${trials.map(({ number, reseeded = 0 }) => html`<span>${number}: ${trialSeed(definition.seed, number, reseeded)}</span> `)}
    </p>`
}
