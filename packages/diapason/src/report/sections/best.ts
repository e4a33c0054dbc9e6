import { leavesToday, type Ledger, type Trial } from "@diapason/core"
import { shellLine } from "../../cli/text/argv.ts"
import { numberText, valueText } from "../../cli/text/number.ts"
import { confirmedOf } from "../summary/results.ts"
import { configWords } from "../page/config-words.ts"
import { html, type Markup } from "../page/markup.ts"
import { dataTable, factTable } from "../page/table.ts"
import type { Material } from "../material.ts"
import type { Section } from "./section.ts"

/** The winner, or the front: values, configuration, and what runs after the search say of it. */
export const best: Section = {
  id: "best",
  title: "The best",
  body(material) {
    const { ledger } = material
    const [first] = ledger.front.map((n) => ledger.trials[n]!)
    if (first === undefined)
      return html`<p class="lack">No trial is usable yet: the first complete trial with a finite value will stand here.</p>`
    return html`${ledger.definition.objectives.length > 1 ? frontTable(ledger) : oneTrial(ledger, first)}
    ${leaders(material)}${confirmations(ledger)}`
  },
}

function oneTrial(ledger: Ledger, trial: Trial): Markup {
  const values = "values" in trial ? Object.entries(trial.values) : []
  const line = shellLine(ledger, trial)
  return html`${factTable(`Trial ${trial.number}`, [
    ["trial", `${trial.number}${trial.label === undefined ? "" : ` (${trial.label})`}`],
    ...values.map(([metric, y]) => [metric, numberText(y)] as const),
    ...leavesToday(ledger, trial).map(({ flag, value }) => [flag, valueText(value)] as const),
    ["came from", trial.by],
    ["why", trial.why],
  ])}${
    line === undefined
      ? undefined
      : html`<p>Run it again:</p>
          <pre tabindex="0">${line}</pre>`
  }`
}

function frontTable(ledger: Ledger): Markup {
  const metrics = ledger.definition.objectives.map(({ metric }) => metric)
  const shown = ledger.front.slice(0, most)
  return html`<p>
      No other trial is better than these in every
      objective.${shown.length < ledger.front.length ? ` The first ${shown.length} of ${ledger.front.length} are shown.` : undefined}
    </p>
    ${trialTable(ledger, "The front", shown, metrics)}`
}

/** The ten best, so that a reader sees whether the winner stands alone. */
function leaders({ ledger, ranked }: Material): Markup | undefined {
  if (ledger.definition.objectives.length > 1 || ranked.length < 2) return undefined
  const shown = ranked.slice(0, 10)
  return html`<h3>How close are the next ones?</h3>
    ${trialTable(
      ledger,
      "The best trials",
      shown,
      ledger.definition.objectives.map(({ metric }) => metric),
    )}`
}

const trialTable = (ledger: Ledger, label: string, numbers: readonly number[], metrics: readonly string[]): Markup =>
  dataTable(
    label,
    [{ name: "trial", right: true }, ...metrics.map((name) => ({ name, right: true })), { name: "configuration" }],
    numbers.map((n) => {
      const trial = ledger.trials[n]!
      const values = "values" in trial ? trial.values : {}
      return [n, ...metrics.map((metric) => numberText(values[metric] ?? NaN)), configWords(ledger, trial)]
    }),
  )

function confirmations(ledger: Ledger): Markup | undefined {
  const confirmed = confirmedOf(ledger)
  if (confirmed === undefined) return undefined
  const { metric, direction } = ledger.definition.objectives[0]!
  const sign = direction === "maximize" ? -1 : 1
  return html`<h3>What came of running the finalists again?</h3>
    <p>
      These runs had fresh seeds and did not choose the winner, so their means are honest; the estimate draws each mean towards the others
      by as much as noise explains their differences.
    </p>
    ${dataTable(
      "Runs after the search",
      ["trial", "runs", `mean ${metric}`, "± (90 %)", "estimate", "in the search"].map((name) => ({ name, right: true })),
      confirmed.finalists.map(({ number, runs, mean, half, estimate }) => {
        const trial = ledger.trials[number]!
        const searched = "values" in trial ? (trial.values[metric] ?? NaN) : NaN
        return [
          number,
          runs,
          numberText(sign * mean),
          half === undefined ? "one run" : numberText(half),
          numberText(sign * estimate),
          numberText(searched),
        ]
      }),
    )}`
}

/** Trials of a front that are shown. */
const most = 100
