import type { Budget, Json } from "@diapason/core"
import { budgetWords, type Chronicle } from "@diapason/views"

type Change = Chronicle["activity"][number]

/** What a person or a session did, in words. */
export function changeWords({ kind, trial, name, after }: Change): string {
  const of = trial === undefined ? "" : ` #${trial}`
  return `${deeds[kind] ?? kind}${of}${name === undefined ? "" : ` ${kind === "note.set" ? `"${name}"` : `(${name})`}`}${
    kind === "change.proposed" && Array.isArray(after) ? `: ${after.map((one) => deeds[String(one)] ?? String(one)).join(", ")}` : ""
  }`
}

const deeds: Readonly<Record<string, string>> = {
  "study.created": "created the study",
  "study.extended": "set the budget",
  "study.revised": "revised the space",
  "study.taught": "was taught by earlier studies",
  "study.ended": "ended the study",
  "study.paused": "paused the study",
  "study.resumed": "resumed the study",
  "study.stopped": "stopped the study",
  "session.opened": "opened the study",
  "session.closed": "closed the study",
  "baseline.enqueued": "queued a configuration",
  "trial.stop": "ended early",
  "trial.retried": "retried",
  "trial.excluded": "excluded",
  "trial.included": "included",
  "trial.confirmed": "ran again",
  "change.proposed": "proposed a change",
  "change.approved": "approved a change",
  "change.declined": "declined a change",
  "note.set": "set the note",
}

/** What was before, and what is after, as a cell of a table holds them. */
export const sideWords = (kind: string, value: Json | undefined): string =>
  value === undefined
    ? ""
    : value === null
      ? "nothing"
      : kind === "study.extended" || kind === "study.created"
        ? budgetWords(value as Budget)
        : typeof value === "string"
          ? value
          : JSON.stringify(value)

/** The changes that a reader wants to see, newest first: by one person, of one kind, up to a position. */
export const wantedChanges = (
  all: readonly Change[],
  { who, kind, until }: { readonly who?: string | undefined; readonly kind?: string | undefined; readonly until: number },
): readonly Change[] =>
  all
    .filter(
      (change) => change.position <= until && (who === undefined || change.by === who) && (kind === undefined || change.kind === kind),
    )
    .reverse()

/** The columns of the CSV. */
export const changeColumns = [
  { name: "position", value: ({ position }: Change) => position },
  { name: "time", value: ({ at }: Change) => new Date(at).toISOString() },
  { name: "kind", value: ({ kind }: Change) => kind },
  { name: "who", value: ({ by }: Change) => by },
  { name: "why", value: ({ why }: Change) => why },
  { name: "trial", value: ({ trial }: Change) => trial },
  { name: "name", value: ({ name }: Change) => name },
  { name: "before", value: ({ before }: Change) => (before === undefined ? undefined : JSON.stringify(before)) },
  { name: "after", value: ({ after }: Change) => (after === undefined ? undefined : JSON.stringify(after)) },
]
