import type { Ledger, Parameter } from "@diapason/core"
import { renewTable } from "./renew-table.ts"
import { facts, type Column, type TrialTable } from "./table.ts"
import { factWords, isCategory } from "./trial-facts.ts"
import { wordOf } from "./words.ts"

/** The table of all trials of a ledger that has every trial. A hundred thousand trials take about half a second. */
export const tableOf = (ledger: Ledger): TrialTable => renewTable(ledger, emptyTable(ledger), [])

/** The same with room for all of them, and none in it yet. */
export function emptyTable(ledger: Ledger): TrialTable {
  const { trials, space, definition } = ledger
  const none = (): Float64Array => new Float64Array(trials.length).fill(NaN)
  const parameters = space.parameters.map((parameter): Column => ({ ...columnOf(parameter), values: none() }))
  const metrics = definition.objectives.map(({ metric, direction }): Column => ({
    name: metric,
    kind: "metric",
    scale: "linear",
    direction,
    values: none(),
  }))
  const known = facts.map((name): Column => {
    const column = { name, kind: "fact", values: none() } as const
    return isCategory(name) ? { ...column, scale: "category", words: factWords[name] } : { ...column, scale: "linear" }
  })
  return { size: 0, mark: new Uint8Array(trials.length), columns: [...parameters, ...metrics, ...known] }
}

function columnOf(parameter: Parameter): Omit<Column, "values"> {
  const { name } = parameter
  switch (parameter.kind) {
    case "float":
    case "int":
      return {
        name,
        kind: "parameter",
        scale: parameter.scale === "pow2" ? "log" : parameter.scale,
        low: parameter.low,
        high: parameter.high,
      }
    case "ordinal":
    case "choice":
      return { name, kind: "parameter", scale: "category", words: parameter.values.map(wordOf) }
    case "constant":
      return { name, kind: "parameter", scale: "category", words: [wordOf(parameter.value)] }
  }
}
