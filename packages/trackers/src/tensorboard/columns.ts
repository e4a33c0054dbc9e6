import type { Flat, Json, Space } from "@diapason/core"
import type { HparamInfo } from "./event.ts"

/** The parameters of a space as columns of the HParams page; constants are none. */
export const columnsOf = ({ parameters }: Space): readonly HparamInfo[] =>
  parameters.flatMap((parameter): readonly HparamInfo[] => {
    if (parameter.kind === "constant") return []
    const { name } = parameter
    if (!("values" in parameter)) return [{ name, type: "number", low: parameter.low, high: parameter.high }]
    const type = typeOf(parameter.values)
    return [{ name, type, values: type === "string" ? parameter.values.map(asText) : parameter.values }]
  })

/** The values of a trial as those columns take them. */
export function cellsOf(space: Space, flat: Flat): Readonly<Record<string, Json>> {
  const texts = new Set(columnsOf(space).flatMap(({ name, type }) => (type === "string" ? name : [])))
  return Object.fromEntries(Object.entries(flat).map(([name, value]) => [name, texts.has(name) ? asText(value) : value]))
}

/** A column has one type: values of several are texts. */
function typeOf(values: readonly Json[]): "number" | "boolean" | "string" {
  if (values.every((value) => typeof value === "number")) return "number"
  return values.every((value) => typeof value === "boolean") ? "boolean" : "string"
}

const asText = (value: Json): string => (typeof value === "string" ? value : JSON.stringify(value))
