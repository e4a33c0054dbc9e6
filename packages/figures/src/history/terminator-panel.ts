import { choose } from "@diapason/algorithms"
import { advice, mindOf, type Advice, type Chosen, type Ledger } from "@diapason/core"
import { valueAxisOf } from "../axes.ts"
import type { Panel } from "../panel.ts"
import { showNumber } from "../words/show-value.ts"

interface Row {
  /** Trials that had ended by then. */
  readonly ended: number
  readonly figure: string
  readonly value: number
  readonly stop: boolean
  readonly why: string
}

/** What the study's own rule for ending it, else the regret bound, would have said in the course of the study. */
export const terminatorPanel: Panel<Row> = {
  id: "terminator",
  asks: "Would a rule have ended the study?",
  help: "What the rule goes by, after so many trials: the study's own terminator, else the regret bound, which compares what can still be gained with what results differ by anyway. Where the line of the gain comes to lie below that of the error, the rule would end the study. It is asked at eight moments; in many dimensions it falls slowly, and that is an honest `not yet`.",
  lacks({ board: { ledger, whole } }) {
    if (!whole) return { says: "Of a study as big as this one the ended trials are not here; read its log to see it." }
    if (ledger.definition.objectives.length > 1 && ledger.definition.terminator === undefined)
      return { says: "Of several objectives no rule was named, and the regret bound knows one alone." }
    const has = ledger.finished.filter((n) => ledger.trials[n]?.state === "complete").length
    if (has < least) return { says: `A rule that may end a study needs ${least} complete trials; you have ${has}.`, has, needs: least }
    return courseOf(ledger).some(({ said }) => Object.keys(said.figures).length > 0)
      ? undefined
      : { says: `The rule has no figures yet: ${courseOf(ledger).at(-1)!.said.why}.` }
  },
  rows: ({ board: { ledger } }) =>
    courseOf(ledger).flatMap(({ ended, said: { stop, why, figures } }) =>
      Object.entries(figures)
        .filter(([figure]) => !aside.includes(figure))
        .map(([figure, value]) => ({ ended, figure, value, stop, why })),
    ),
  columns: [
    { name: "ended trials", value: ({ ended }) => ended },
    { name: "figure", value: ({ figure }) => figure },
    { name: "value", value: ({ value }) => value },
    { name: "advice", value: ({ stop }) => (stop ? "end" : "go on") },
    { name: "why", value: ({ why }) => why },
  ],
  summary(rows, { board: { ledger } }) {
    const first = rows.find(({ stop }) => stop)
    const last = rows.at(-1)
    const name = ruleOf(ledger).type
    return first === undefined
      ? `By ${name} the study goes on: ${last?.why ?? "it has said nothing"}.`
      : `By ${name} the study would have ended after ${first.ended} trials: ${first.why}.`
  },
  draw(rows, _, look) {
    const figures = [...new Set(rows.map(({ figure }) => figure))]
    return {
      grid: { left: 62, right: 24, top: 34, bottom: 40 },
      legend: { top: 0, left: 0, textStyle: { color: look.text }, data: figures },
      tooltip: { trigger: "axis", valueFormatter: (value: number) => showNumber(value) },
      xAxis: valueAxisOf(look, "ended trials"),
      yAxis: { ...valueAxisOf(look), min: 0 },
      series: figures.map((name, i) => ({
        name,
        type: "line",
        symbolSize: 7,
        lineStyle: { width: 2, color: look.categories[i % look.categories.length]!, type: i === 0 ? "solid" : "dashed" },
        itemStyle: { color: look.categories[i % look.categories.length]! },
        data: rows.filter(({ figure }) => figure === name).map(({ ended, value }) => [ended, value]),
      })),
    }
  },
}

/** In units of their own: they stand in the table's words. */
const aside = ["best", "hours"]

const least = 20
/** At how many moments the rule is asked: an advice costs up to 0.2 s. */
const moments = 8

const ruleOf = ({ definition }: Ledger): Chosen => definition.terminator ?? { type: "regret-bound" }

const known = new WeakMap<Ledger, { readonly ended: number; readonly course: readonly Moment[] }>()

interface Moment {
  readonly ended: number
  readonly said: Advice
}

/** The advice at moments of the study, asked once for each number of ended trials. */
function courseOf(ledger: Ledger): readonly Moment[] {
  const found = known.get(ledger)
  if (found?.ended === ledger.finished.length) return found.course
  const last = ledger.finished.length
  const from = Math.min(least, last)
  const asked = [...new Set(Array.from({ length: moments }, (_, i) => Math.round(from + ((last - from) * i) / (moments - 1))))]
  const course = asked.flatMap((ended) => {
    const said = adviceAt(ledger, ended)
    return said === undefined ? [] : [{ ended, said }]
  })
  known.set(ledger, { ended: last, course })
  return course
}

/** What the rule says of the first trials to end. Sampler and scheduler have no part in it, so plain ones stand for them. */
function adviceAt(ledger: Ledger, ended: number): Advice | undefined {
  const definition = { ...ledger.definition, sampler: { type: "random" }, scheduler: { type: "none" }, terminator: ruleOf(ledger) }
  const { adapt: _, ...plain } = definition
  return advice(mindOf({ ...ledger, definition: plain, finished: ledger.finished.slice(0, ended) }, choose))
}
