import { leafNames, leavesToday, type Ledger, type Trial } from "@diapason/core"
import { trialView } from "@diapason/views"
import { numberText, valueText } from "../../cli/text/number.ts"
import { stateText, whyText } from "../../cli/text/trial-rows.ts"
import { html } from "../page/markup.ts"
import { dataTable } from "../page/table.ts"
import { counted, shortText } from "../page/text.ts"
import type { Material } from "../material.ts"
import type { Section } from "./section.ts"

/** The trials as a table, usable ones from the best on, then the others by number. */
export const trials: Section = {
  id: "trials",
  title: "Trials",
  body(material) {
    const { ledger } = material
    if (ledger.trials.length === 0) return html`<p class="lack">No trial has begun.</p>`
    const shown = inOrder(material).slice(0, most)
    const leaves = leafNames(ledger.space)
    const named = leaves.slice(0, mostParameters)
    const metrics = ledger.definition.objectives.map(({ metric }) => metric)
    const columns = [
      { name: "trial", right: true },
      { name: "state" },
      ...metrics.map((name) => ({ name, right: true })),
      ...named.map(({ flag }) => ({ name: flag, right: true })),
      { name: "steps", right: true },
      { name: "why" },
    ]
    return html`<p>
        ${noteOf(ledger, shown.length)}${
          named.length < leaves.length ? ` The first ${named.length} of ${leaves.length} parameters have a column.` : undefined
        }
      </p>
      ${dataTable(
        "Trials",
        columns,
        shown.map((trial) => rowOf(ledger, trial, metrics, named)),
      )}`
  },
}

function noteOf({ trials: all, definition }: Ledger, shown: number): string {
  const order = "Usable trials from the best on, then the others by number."
  return shown === all.length
    ? `${counted(shown, "trial")}. ${order}`
    : `${shown} of ${all.length} trials: the rest would make the page long and is left out. ${order} All of them: diapason trials ${definition.name} --csv`
}

function inOrder({ ledger, ranked }: Material): readonly Trial[] {
  const usable = new Set(ranked)
  return [...ranked.map((n) => ledger.trials[n]!), ...ledger.trials.filter(({ number }) => !usable.has(number))]
}

function rowOf(
  ledger: Ledger,
  trial: Trial,
  metrics: readonly string[],
  leaves: ReturnType<typeof leafNames>,
): readonly (string | number)[] {
  const { values, steps } = trialView(trial)
  const given = new Map(leavesToday(ledger, trial).map(({ path, value }) => [path, value]))
  return [
    trial.number,
    stateText(trial),
    ...metrics.map((metric) => shown(values[metric])),
    ...leaves.map(({ path }) => shortText(valueText(given.get(path)), 60)),
    steps === 0 ? "" : steps,
    shortText(trial.excluded === undefined ? whyText(trial) : `excluded: ${trial.excluded}`, 160),
  ]
}

const shown = (value: number | string | undefined): string => (typeof value === "number" ? numberText(value) : (value ?? "—"))

/** Rows of the table. */
const most = 250

/** Columns of parameters. */
const mostParameters = 24
