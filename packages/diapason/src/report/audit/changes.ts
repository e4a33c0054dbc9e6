import type { Chronicle } from "@diapason/views"
import type { Budget, Json } from "@diapason/core"
import { budgetWords } from "@diapason/views"
import { html, type Markup } from "../page/markup.ts"
import { dataTable } from "../page/table.ts"
import { exactMoment, jsonText } from "../page/text.ts"
import type { Audit } from "./audit.ts"

type Change = Chronicle["activity"][number]

/** Every decision by a person: what, who, why, before and after. None is left out. */
export function decisionTable({ chronicle }: Audit): Markup {
  const made = chronicle.activity.filter(({ kind }) => byPeople.has(kind))
  if (made.length === 0) return html`<p>Nobody changed anything by hand.</p>`
  const columns = [{ name: "position", right: true }, ...["time", "who", "what", "why", "before", "after"].map((name) => ({ name }))]
  return dataTable(
    "Decisions by people",
    columns,
    made.map((change) => [
      change.position,
      exactMoment(change.at),
      change.by ?? "not said",
      whatText(change),
      change.why ?? "not said",
      sideText(change.kind, change.before),
      sideText(change.kind, change.after),
    ]),
  )
}

/** What only a person does, or a program that a person gave the order to. */
const byPeople = new Set<Change["kind"]>([
  "study.extended",
  "study.revised",
  "study.paused",
  "study.resumed",
  "study.stopped",
  "baseline.enqueued",
  "trial.stop",
  "trial.retried",
  "trial.excluded",
  "trial.included",
  "change.proposed",
  "change.approved",
  "change.declined",
  "note.set",
])

function whatText({ kind, trial, name }: Change): string {
  const of = trial === undefined ? "" : ` trial ${trial}`
  return `${deeds[kind] ?? kind}${of}${name === undefined ? "" : ` (${name})`}`
}

const deeds: Readonly<Partial<Record<Change["kind"], string>>> = {
  "study.extended": "set the budget",
  "study.revised": "revised the space",
  "study.paused": "paused the study",
  "study.resumed": "resumed the study",
  "study.stopped": "stopped the study",
  "baseline.enqueued": "queued a configuration",
  "trial.stop": "ended early",
  "trial.retried": "retried",
  "trial.excluded": "excluded",
  "trial.included": "included again",
  "change.proposed": "proposed a change",
  "change.approved": "approved a change",
  "change.declined": "declined a change",
  "note.set": "set a note",
}

const sideText = (kind: Change["kind"], value: Json | undefined): string =>
  kind === "study.extended" && value !== undefined && value !== null ? budgetWords(value as Budget) : jsonText(value)
