import { budgetWords, marks, taughtView } from "@diapason/views"
import { chosenText } from "../page/chosen-text.ts"
import { html, type Hole } from "../page/markup.ts"
import { factTable } from "../page/table.ts"
import { listed, momentText, spanText } from "../page/text.ts"
import type { Material } from "../material.ts"
import { summaryOf } from "../summary.ts"
import type { Section } from "./section.ts"

/** The summary in plain words, and the facts that it rests on. */
export const overview: Section = {
  id: "overview",
  title: "Summary",
  body: (material) =>
    html`<ul class="summary">
        ${summaryOf(material).map(({ about, says }) => html`<li class="about-${about}">${says}</li> `)}
      </ul>
      ${factTable("The study at a glance", factsOf(material))}`,
}

function factsOf({ ledger, board, counts, progress }: Material): readonly (readonly [string, Hole])[] {
  const { definition, trials, budget, revisions, at } = ledger
  const objectives = definition.objectives.map(({ metric, direction, target }) => {
    const until = target === undefined ? "" : `, until ${target}`
    return `${metric} (${direction === "minimize" ? "less is better" : "more is better"}${until})`
  })
  const begun = trials[0]?.suggestedAt
  const { taught = [] } = taughtView(ledger)
  const states = Object.entries(counts).filter(([, count]) => count > 0)
  const infeasible = board.table.mark.slice(0, board.table.size).filter((mark) => mark === infeasibleMark).length
  return [
    ["study", definition.name],
    ["objectives", listed(objectives)],
    ...(definition.constraints?.length ? [["limits", listed(definition.constraints)] as const] : []),
    ["trials", states.length === 0 ? "none" : listed(states.map(([state, count]) => `${count} ${state}`))],
    ...(infeasible > 0 ? [["of these", `${infeasible} complete, but beyond a limit`] as const] : []),
    ["budget", budgetWords(budget)],
    [
      "time",
      begun === undefined ? "not begun" : `from ${momentText(begun)} to ${momentText(at)}; open for ${spanText(progress.spent.time)}`,
    ],
    ["sampler", chosenText(definition.sampler)],
    ["scheduler", chosenText(definition.scheduler)],
    ...(definition.terminator === undefined ? [] : [["terminator", chosenText(definition.terminator)] as const]),
    ["seed", definition.seed],
    ...(revisions.length > 1 ? [["space", `revision ${revisions.length}`] as const] : []),
    ...(taught.length > 0 ? [["taught by", listed(taught.map(({ study, trials }) => `${study} (${trials} trials)`))] as const] : []),
  ]
}

const infeasibleMark = marks.indexOf("infeasible")
