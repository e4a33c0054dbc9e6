import { numberText } from "../../cli/text/number.ts"
import type { DrawnFigure } from "../figures/draw-figures.ts"
import { html, trusted, type Markup } from "../page/markup.ts"
import { dataTable, thinnedText } from "../page/table.ts"
import type { Section } from "./section.ts"

/** The figures, each with its question, its one sentence, how to read it, and its numbers; then those that lack something, and what. */
export const figures: Section = {
  id: "figures",
  title: "Figures",
  body({ figures: all }) {
    // Several figures of one question may lack the same.
    const lacking = all.filter(
      ({ asks, lack }, i) => lack !== undefined && all.findIndex((one) => one.asks === asks && one.lack?.says === lack.says) === i,
    )
    return html`${all.filter(({ lack }) => lack === undefined).map(figureOf)}
    ${
      lacking.length === 0
        ? undefined
        : html`<h3>Which figures have nothing to show, and what do they need?</h3>
            <ul class="lacking">
              ${lacking.map(lackOf)}
            </ul>`
    }`
  },
}

const figureOf = ({ name, asks, help, summary, svg, columns, rows, all }: DrawnFigure): Markup =>
  html`<figure id="figure-${name}" aria-labelledby="figure-${name}-asks">
    <h3 id="figure-${name}-asks">${asks}</h3>
    <div class="picture" role="img" aria-label="${summary}">${trusted(svg)}</div>
    <figcaption>${summary}</figcaption>
    ${help === "" ? undefined : html`<p class="help">${help}</p>`}
    <details>
      <summary>The numbers: ${thinnedText(rows.length, all)}</summary>
      ${dataTable(
        asks,
        columns.map((column, i) => ({ name: column, right: typeof rows[0]?.[i] === "number" })),
        rows.map((row) => row.map((cell) => (typeof cell === "number" ? numberText(cell) : cell))),
      )}
    </details>
  </figure>`

function lackOf({ name, asks, lack }: DrawnFigure): Markup {
  const { says, has, needs } = lack!
  const more = has === undefined || needs === undefined || has >= needs ? undefined : ` ${needs - has} more are needed.`
  return html`<li id="figure-${name}"><strong>${asks}</strong> ${says}${more}</li>`
}
