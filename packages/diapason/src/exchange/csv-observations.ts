import { assemble, fault, spaceFromJson, type Added, type Json, type Parameter, type Wanted } from "@diapason/core"
import type { Observed } from "./observations.ts"
import { parseCsv } from "./parse-csv.ts"

/** The trials of a table: columns named as parameters and objectives of the study are taken, `state` says how a trial ended. Throws D351. */
export function csvObservations(file: string, text: string, wanted: Wanted): Observed {
  const refused = (line: number | undefined, problem: string, mend: string): Error => fault("D351", { file, line, problem, mend })
  const [head, ...rows] = parseCsv(text)
  if (head === undefined) throw refused(undefined, "there is nothing in it", "name a table whose first row names its columns")
  const space = spaceFromJson(wanted.space)
  const searched = space.parameters.filter(({ kind }) => kind !== "constant")
  const needed = [
    ...searched.filter(({ condition }) => condition === undefined).map(({ name }) => name),
    ...wanted.objectives.map(({ metric }) => metric),
  ]
  const missing = needed.filter((name) => !head.includes(name))
  if (missing.length > 0)
    throw refused(
      1,
      `there is no column ${missing.join(", ")}; it has ${head.join(", ")}`,
      "name the columns as the parameters and the metric are named",
    )
  const trials = rows.map((cells, i): Added => {
    const cell = (name: string): string | undefined => cells[head.indexOf(name)]?.trim() || undefined
    const flat = Object.fromEntries(
      space.parameters.flatMap((parameter) => {
        if (parameter.kind === "constant") return parameter.condition === undefined ? [[parameter.name, parameter.value]] : []
        const told = cell(parameter.name)
        if (told === undefined) return []
        const value = valueOf(parameter, told)
        if (value === undefined) throw refused(i + 2, `${told} is no value of ${parameter.name}`, "correct the row, or widen the parameter")
        return [[parameter.name, value] as const]
      }),
    )
    const metrics = Object.fromEntries(
      wanted.objectives.flatMap(({ metric }) => (cell(metric) === undefined ? [] : [[metric, numberOf(cell(metric)!)]])),
    )
    return { config: assemble(space, flat), metrics, state: stateOf(cell("state"), metrics) }
  })
  const known = new Set([...space.parameters.map(({ name }) => name), ...wanted.objectives.map(({ metric }) => metric), "trial", "state"])
  const lost = head.filter((name) => !known.has(name))
  return { wanted, trials, lost: lost.length === 0 ? [] : [`columns that no parameter or objective is named as: ${lost.join(", ")}`] }
}

function valueOf(parameter: Exclude<Parameter, { kind: "constant" }>, text: string): Json | undefined {
  if (parameter.kind === "float" || parameter.kind === "int") return Number.isFinite(Number(text)) ? Number(text) : undefined
  const same = (value: Json): boolean => String(value) === text || JSON.stringify(value) === text
  return parameter.values.find((value) => same(value) || (typeof value === "boolean" && String(value) === text.toLowerCase()))
}

const words: Readonly<Record<string, number>> = { nan: NaN, inf: Infinity, "-inf": -Infinity, infinity: Infinity, "-infinity": -Infinity }
const numberOf = (text: string): number => words[text.toLowerCase()] ?? Number(text)

/** A word that says that it went wrong, or that it was ended early; else what the values say. */
function stateOf(text: string | undefined, metrics: Readonly<Record<string, number>>): "complete" | "failed" | "pruned" {
  if (text !== undefined && /^(fail|crash|error)/i.test(text)) return "failed"
  if (text !== undefined && /^(prun|stop)/i.test(text)) return "pruned"
  return Object.values(metrics).some(Number.isFinite) ? "complete" : "failed"
}
