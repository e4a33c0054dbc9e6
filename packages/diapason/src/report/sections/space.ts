import { flatToday, indexOf, leavesToday, type Json, type Ledger, type Parameter } from "@diapason/core"
import { leadingTrials } from "@diapason/views"
import { numberText, valueText } from "../../cli/text/number.ts"
import { grammarText } from "../page/grammar-text.ts"
import { html, type Markup } from "../page/markup.ts"
import { dataTable } from "../page/table.ts"
import { counted, listed, listedUpTo } from "../page/text.ts"
import { pressedOf } from "../summary/effects.ts"
import type { Material } from "../material.ts"
import type { Section } from "./section.ts"

/** What was searched, what of it was tried, and where the best lies in it. */
export const space: Section = {
  id: "space",
  title: "The space",
  body(material) {
    const { ledger } = material
    const tried = triedOf(ledger)
    const best = new Map(
      ledger.front.length === 0 ? [] : leavesToday(ledger, ledger.trials[ledger.front[0]!]!).map(({ path, value }) => [path, value]),
    )
    const several = ledger.definition.objectives.length > 1
    const columns = ["parameter", "may be", "was tried", ...(several ? [] : ["in the best trial"])].map((name) => ({ name }))
    return html`${dataTable(
      "The space",
      columns,
      Object.entries(ledger.definition.space).map(([name, json]) => [
        name,
        html`<code>${grammarText(json)}</code>`,
        triedText(ledger, tried, name),
        ...(several ? [] : [valueText(best.get(name))]),
      ]),
    )}
    ${limits(ledger)}${pressedNotes(material)}${untriedNotes(ledger, tried)}${revised(ledger)}`
  },
}

/** The values that finished trials had, by primitive parameter. */
type Tried = ReadonlyMap<string, readonly Json[]>

function triedOf(ledger: Ledger): Tried {
  const found = new Map<string, Json[]>(ledger.space.parameters.map(({ name }) => [name, []]))
  for (const n of ledger.finished)
    for (const [name, value] of Object.entries(flatToday(ledger, ledger.trials[n]!) ?? {})) found.get(name)?.push(value)
  return found
}

function triedText({ space: { parameters } }: Ledger, tried: Tried, name: string): string {
  const own = parameters.find((parameter) => parameter.name === name)
  if (own === undefined) return "see its parts"
  const values = tried.get(name) ?? []
  if (values.length === 0) return "never"
  if (own.kind === "float" || own.kind === "int") {
    const numbers = values as readonly number[]
    const [low, high] = [numbers.reduce((a, b) => Math.min(a, b)), numbers.reduce((a, b) => Math.max(a, b))]
    return low === high ? `${numberText(low)} only` : `${numberText(low)} to ${numberText(high)}`
  }
  if (own.kind === "constant") return valueText(own.value)
  const missing = untriedOf(own, values)
  return missing.length === 0 ? `all ${own.values.length} values` : `${own.values.length - missing.length} of ${own.values.length} values`
}

/** The values of a list that no finished trial had. */
function untriedOf(parameter: Parameter, values: readonly Json[]): readonly Json[] {
  if (parameter.kind !== "choice" && parameter.kind !== "ordinal") return []
  const seen = new Set(values.map((value) => indexOf(parameter, value)))
  return parameter.values.filter((_, i) => !seen.has(i))
}

const limits = ({ definition: { constraints = [] } }: Ledger): Markup | undefined =>
  constraints.length === 0
    ? undefined
    : html`<p>Limits: ${constraints.map((one, i) => html`${i > 0 ? ", " : undefined}<code>${one}</code>`)}.</p>`

function pressedNotes(material: Material): Markup | undefined {
  const pressed = pressedOf(material)
  if (pressed.length === 0) {
    const { ledger, ranked } = material
    if (ledger.definition.objectives.length > 1) return undefined
    const needs = 4 * leadingTrials
    return ranked.length < needs
      ? html`<p class="lack">
          Whether a bound is too narrow shows from ${needs} usable trials on; there are ${ranked.length}, so
          ${counted(needs - ranked.length, "more is", "more are")} needed.
        </p>`
      : html`<p>No bound holds the best trials back.</p>`
  }
  return html`<ul>
    ${pressed.map(
      ({ parameter: { name }, bound, there, best }) =>
        html`<li>${name}: ${there} of the best ${best} trials lie at its ${bound} bound. A wider range may hold better values.</li>`,
    )}
  </ul>`
}

function untriedNotes({ space: { parameters }, finished }: Ledger, tried: Tried): Markup | undefined {
  if (finished.length === 0) return undefined
  const notes = parameters.flatMap((parameter) => {
    const missing = untriedOf(parameter, tried.get(parameter.name) ?? [])
    return missing.length === 0
      ? []
      : [html`<li>${parameter.name}: no finished trial had ${listedUpTo(12, missing.map(valueText))}; nothing is known of them.</li>`]
  })
  return notes.length === 0
    ? undefined
    : html`<h3>What was never tried?</h3>
        <ul>
          ${notes}
        </ul>`
}

function revised(ledger: Ledger): Markup | undefined {
  const { revisions, finished, trials } = ledger
  if (revisions.length === 1) return undefined
  const fit = finished.filter((n) => flatToday(ledger, trials[n]!) !== undefined).length
  const at = revisions.slice(1).map(({ seq }) => String(seq))
  return html`<p>
    The space was revised at ${listed(at.map((seq) => `position ${seq}`))} of the log; of ${counted(finished.length, "finished trial")}
    ${fit} fit the space of today.
  </p>`
}
