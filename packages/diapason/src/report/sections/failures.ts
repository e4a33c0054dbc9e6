import type { FailedTrial } from "@diapason/core"
import { numberText } from "../../cli/text/number.ts"
import { html, type Markup } from "../page/markup.ts"
import { dataTable } from "../page/table.ts"
import { counted, shortText, spanText } from "../page/text.ts"
import { failureGroups, type FailureGroup } from "../summary/failures.ts"
import type { Material } from "../material.ts"
import type { Section } from "./section.ts"

/** What went wrong: kinds of failures with what they said, trials that broke a limit, attempts that were lost. */
export const failures: Section = {
  id: "failures",
  title: "What went wrong?",
  body(material) {
    const groups = failureGroups(material)
    const lost = lostTable(material)
    if (groups.length === 0 && lost === undefined) {
      return material.ledger.finished.length === 0
        ? html`<p class="lack">No trial has ended yet.</p>`
        : html`<p class="good">Nothing: no trial failed, and no attempt was lost.</p>`
    }
    return html`${groups.length === 0 ? html`<p class="good">No trial failed.</p>` : groupTable(groups)}
    ${groups.length === 0 ? undefined : failedTable(groups.flatMap(({ trials }) => trials))}${lost}`
  },
}

const groupTable = (groups: readonly FailureGroup[]): Markup =>
  dataTable(
    "Failures by kind",
    [{ name: "kind" }, { name: "trials", right: true }, { name: "newest", right: true }, { name: "what it said" }],
    groups.map(({ kind, trials }) => [kind, trials.length, trials.at(-1)!.number, shortText(trials.at(-1)!.failure.message, 300)]),
  )

function failedTable(all: readonly FailedTrial[]): Markup {
  const shown = [...all].sort((a, b) => a.number - b.number).slice(0, most)
  return html`<details>
    <summary>
      ${shown.length === all.length ? counted(all.length, "failed trial") : `The first ${shown.length} of ${all.length} failed trials`}
    </summary>
    ${dataTable(
      "Failed trials",
      [{ name: "trial", right: true }, { name: "kind" }, { name: "after" }, { name: "attempts", right: true }, { name: "what it said" }],
      shown.map(({ number, failure, startedAt, endedAt, attempts }) => [
        number,
        failure.kind,
        startedAt === undefined ? "" : spanText(endedAt - startedAt),
        attempts,
        shortText(failure.message, 300),
      ]),
    )}
  </details>`
}

function lostTable({ ledger }: Material): Markup | undefined {
  const lost = ledger.trials.filter((trial) => trial.lost > 0)
  if (lost.length === 0) return undefined
  const shown = lost.slice(0, most)
  return html`<h3>Which attempts were lost to the infrastructure?</h3>
    ${dataTable(
      "Lost attempts",
      [{ name: "trial", right: true }, { name: "lost", right: true }, { name: "attempts", right: true }, { name: "of what" }],
      shown.map(({ number, lost: count, attempts, requeued = {} }) => [
        number,
        count,
        attempts,
        Object.entries(requeued)
          .map(([kind, times]) => `${kind} ${numberText(times)}`)
          .join(", "),
      ]),
    )}${shown.length < lost.length ? html`<p>${shown.length} of ${lost.length} are shown.</p>` : undefined}`
}

/** Rows of a table. */
const most = 100
