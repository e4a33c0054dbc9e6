import { html, type Hole, type Markup } from "./markup.ts"
import { counted } from "./text.ts"

/** A column of a table: its name, and whether it holds numbers, which stand to the right. */
export interface Column {
  readonly name: string
  readonly right?: boolean
}

/** A table that can be scrolled by keyboard where it is wider than the page. `label` says what it holds, to who does not see it. */
export const dataTable = (label: string, columns: readonly Column[], rows: readonly (readonly Hole[])[]): Markup =>
  html`<div class="wide" role="region" aria-label="${label}" tabindex="0">
    <table>
      <thead>
        <tr>
          ${columns.map(({ name, right }) => html`<th scope="col" ${right === true ? rightly : undefined}>${name}</th>`)}
        </tr>
      </thead>
      <tbody>
        ${rows.map(
          (row) =>
            html`<tr>
              ${row.map((hole, i) => html`<td${columns[i]?.right === true ? rightly : undefined}>${hole}</td>`)}
            </tr> `,
        )}
      </tbody>
    </table>
  </div>`

const rightly = html` class="n"`

/** Names and what they are, two columns without a head. */
export const factTable = (label: string, facts: readonly (readonly [string, Hole])[]): Markup =>
  html`<div class="wide" role="region" aria-label="${label}" tabindex="0">
    <table class="facts">
      <tbody>
        ${facts.map(
          ([name, hole]) =>
            html`<tr>
              <th scope="row">${name}</th>
              <td>${hole}</td>
            </tr> `,
        )}
      </tbody>
    </table>
  </div>`

/** At most so many of the rows, evenly spaced, the first and the last among them; all of them where they are few. */
export function thinned<T>(rows: readonly T[], most: number): readonly T[] {
  if (rows.length <= most) return rows
  return Array.from({ length: most }, (_, i) => rows[Math.round((i * (rows.length - 1)) / (most - 1))]!)
}

/** What a thinned table says of itself. */
export const thinnedText = (shown: number, all: number): string =>
  shown === all ? counted(all, "row") : `${shown} of ${all} rows, evenly spaced`
