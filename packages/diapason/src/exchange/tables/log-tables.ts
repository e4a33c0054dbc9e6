import type { StudyEvent } from "@diapason/core"
import { table, type Cell, type Table } from "./table.ts"

/** Each start of a trial, and how it ended. */
export const attemptsTable: Table = table(
  "attempts",
  "trial whole, attempt whole, session text, started_at moment, ended_at moment, outcome text, failure_kind text, failure text, fidelity whole",
  async function* ({ definition: { name } }, store) {
    const found = new Map<number, Attempt[]>()
    for await (const events of store.read(name, 0)) for (const event of events) hear(found, event)
    for (const trial of [...found.keys()].sort((a, b) => a - b)) for (const attempt of found.get(trial)!) yield rowOf(trial, attempt)
  },
)

interface Attempt {
  readonly started: StudyEvent & { kind: "trial.started" }
  readonly ended?: StudyEvent
}

/** Takes in one event of the log. A trial has one open attempt at most: the last. */
function hear(found: Map<number, Attempt[]>, event: StudyEvent): void {
  if (event.kind === "trial.started") {
    const attempts = found.get(event.trial) ?? []
    found.set(event.trial, [...attempts, { started: event }])
  } else if (
    event.kind === "trial.finished" ||
    event.kind === "trial.requeued" ||
    (event.kind === "trial.decided" && event.action === "pause")
  ) {
    const attempts = found.get(event.trial)
    const last = attempts?.at(-1)
    if (attempts !== undefined && last !== undefined && last.ended === undefined) attempts[attempts.length - 1] = { ...last, ended: event }
  }
}

function rowOf(trial: number, { started, ended }: Attempt): readonly Cell[] {
  const failure = ended !== undefined && "failure" in ended ? ended.failure : undefined
  const outcome =
    ended === undefined
      ? "running"
      : ended.kind === "trial.finished"
        ? ended.state
        : ended.kind === "trial.requeued"
          ? "requeued"
          : "paused"
  const times = [started.at, ended?.at ?? null]
  return [
    trial,
    started.attempt,
    started.session,
    ...times,
    outcome,
    failure?.kind ?? null,
    failure?.message ?? null,
    started.fidelity ?? null,
  ]
}

/** Notes as they stand now; without a trial they are about the study. One that was taken away is gone. */
export const notesTable: Table = table("notes", "trial whole, key text, value json, at moment, by text", async function* (ledger, store) {
  const found = new Map<string, readonly Cell[]>()
  for await (const events of store.read(ledger.definition.name, 0))
    for (const event of events) {
      if (event.kind !== "note.set") continue
      const place = JSON.stringify([event.trial ?? null, event.key])
      if (event.value === null) found.delete(place)
      else found.set(place, [event.trial ?? null, event.key, JSON.stringify(event.value), event.at, event.by ?? null])
    }
  yield* [...found.values()].sort((a, b) => Number(a[0] ?? -1) - Number(b[0] ?? -1))
})
