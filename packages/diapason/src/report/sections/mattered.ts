import type { Importance } from "@diapason/algorithms"
import { html, type Markup } from "../page/markup.ts"
import { dataTable, type Column } from "../page/table.ts"
import { shareText } from "../page/text.ts"
import type { Section } from "./section.ts"

/** Shares of parameters and pairs with their intervals, what was left out and why, and how far the model can be trusted. */
export const mattered: Section = {
  id: "mattered",
  title: "What mattered?",
  body({ importance, ledger }) {
    if ("lacks" in importance) {
      const { lacks, needed, has } = importance
      const more = needed === undefined || has === undefined ? undefined : ` ${needed - has} more are needed.`
      return html`<p class="lack">${lacks}${more}</p>
        ${leftOut(importance.leftOut)}`
    }
    const { model, r2, trials, warnings, rest } = importance
    const { metric } = ledger.definition.objectives[0]!
    return html`<p>
        Shares of how ${metric} varies over the space, by functional analysis of variance of
        ${model === "forest" ? "a random forest" : "a Gaussian process"} over ${trials} trials. It predicts ${shareText(Math.max(0, r2))} of
        the variation of trials that it has not seen. What three parameters or more do together, and noise, is ${shareText(rest)}.
      </p>
      ${warnings.map((warning) => html`<p class="warn">${warning}</p>`)} ${tables(importance)} ${leftOut(importance.leftOut)}`
  },
}

function tables({ features, pairs }: Importance): Markup {
  const shown = pairs.filter(({ share }) => share >= 0.001).slice(0, mostPairs)
  return html`${dataTable(
    "Parameters",
    [{ name: "parameter" }, ...numbers],
    features.map(({ name, ...share }) => [name, ...sharesOf(share)]),
  )}
  ${
    shown.length === 0
      ? undefined
      : html`<h3>Which pairs act together?</h3>
          ${dataTable(
            "Pairs",
            [{ name: "pair" }, ...numbers],
            shown.map(({ first, second, ...share }) => [`${first} × ${second}`, ...sharesOf(share)]),
          )}`
  }`
}

const numbers: readonly Column[] = [
  { name: "share", right: true },
  { name: "from (90 %)", right: true },
  { name: "to", right: true },
  { name: "drawn" },
]

const sharesOf = ({ share, low, high }: { readonly share: number; readonly low: number; readonly high: number }) => [
  shareText(share),
  shareText(low),
  shareText(high),
  html`<span class="bar" style="width:${(8 * Math.min(1, share)).toFixed(2)}rem"></span>`,
]

const leftOut = (all: Importance["leftOut"]): Markup | undefined =>
  all.length === 0
    ? undefined
    : html`<details>
        <summary>What was left out, and why</summary>
        ${dataTable(
          "Left out",
          [{ name: "what" }, { name: "why" }],
          all.map(({ what, why }) => [what, why]),
        )}
      </details>`

/** Rows of pairs. */
const mostPairs = 10
