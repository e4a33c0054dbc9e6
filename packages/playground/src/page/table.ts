import type { Standing } from "../race/standings.ts"
import { draw, make } from "./make.ts"
import { lookOf, mark } from "./look.ts"
import { shown } from "./ticks.ts"

const heads = ["sampler", "median of the best", "best", "worst", "races won", "trials", "failed", "ms a suggestion"]

/** The race as a table: what the pictures say, in numbers, the best first. */
export function fillTable(table: HTMLTableElement, lines: readonly Standing[], caption: string): void {
  table.replaceChildren(
    make("caption", {}, caption),
    make("thead", {}, make("tr", {}, ...heads.map((head, i) => make("th", { scope: "col", class: i > 0 && "number" }, head)))),
    make("tbody", {}, ...lines.map(line)),
  )
}

function line({ sampler, median, best, worst, wins, races, trials, failed, took }: Standing): HTMLTableRowElement {
  const look = lookOf(sampler)
  const sign = draw("svg", { viewBox: "0 0 14 14", class: "sign", "aria-hidden": "true" }, mark(look, 7, 7, 5))
  const cells = [
    shown(median),
    shown(best),
    shown(worst),
    `${wins} of ${races}`,
    String(trials),
    String(failed),
    took.toFixed(took < 10 ? 1 : 0),
  ]
  return make(
    "tr",
    { "data-sampler": sampler, "data-best": best },
    make("th", { scope: "row" }, sign, look.title),
    ...cells.map((cell) => make("td", { class: "number" }, cell)),
  )
}
