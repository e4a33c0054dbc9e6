import type { Json } from "@diapason/core"
import { isList, isObject, losses, nameFor, numberAt, objectAt, Problem, type Format, type JsonObject, type Losses } from "../converted.ts"
import { listed, real, whole } from "../ranges.ts"
import { optunaSource } from "./optuna-source.ts"

/** Optuna: distributions as JSON by the names of their parameters, or a Python source with `trial.suggest_…` calls. */
export const optuna: Format = {
  name: "optuna",
  title: "Optuna",
  fits: ({ data, text }) => (isObject(data) && distributionsIn(data) !== undefined) || /\.suggest_\w+\(/.test(text),
  convert({ data, text }) {
    const described = isObject(data) ? distributionsIn(data) : undefined
    if (described === undefined) return optunaSource(text)
    const lost = losses()
    lost.add("objectives", "distributions name no metric and no direction: say which metric is to be made smaller or larger")
    lost.add("command", "distributions name none: say what is run once for each trial")
    return {
      space: Object.fromEntries(Object.entries(described).map(([text, of]) => parameter(text, of, lost))),
      objectives: [],
      settings: {},
      lost: lost.list,
    }
  },
}

/** Each value may be the text that `distribution_to_json` gives, or its object. */
function distributionsIn(data: JsonObject): Readonly<Record<string, JsonObject>> | undefined {
  const inner = isObject(data["distributions"]) ? data["distributions"] : data
  const entries = Object.entries(inner).map(([name, value]) => [name, typeof value === "string" ? parsed(value) : value] as const)
  const all =
    entries.length > 0 &&
    entries.every(([, value]) => isObject(value) && typeof value["name"] === "string" && isObject(value["attributes"]))
  return all ? (Object.fromEntries(entries) as Record<string, JsonObject>) : undefined
}

function parsed(text: string): Json | undefined {
  try {
    return JSON.parse(text) as Json
  } catch {
    return undefined
  }
}

function parameter(text: string, of: JsonObject, lost: Losses): readonly [string, Json] {
  const name = nameFor(text)
  if (name !== text) lost.add(text, `the name became ${name}`)
  const [kind, attributes] = [String(of["name"]), objectAt(of, "attributes")]
  if (kind === "CategoricalDistribution") {
    const choices = attributes["choices"]
    if (!isList(choices)) throw new Problem(`${text}.attributes.choices`, "a list is expected")
    return [name, listed(text, choices, lost)]
  }
  const shape = shapes[kind]
  if (shape === undefined) throw new Problem(`${text}.name`, `${JSON.stringify(kind)} is not known`)
  const at = `${text}.attributes`
  const key = ["step", "q"].find((found) => typeof attributes[found] === "number")
  const step = key === undefined ? undefined : numberAt(attributes, key, at)
  const log = shape.log || attributes["log"] === true
  return [name, (shape.whole ? whole : real)(text, numberAt(attributes, "low", at), numberAt(attributes, "high", at), log, step, lost)]
}

/** The names of today and those that Optuna wrote before its third version. */
const shapes: Readonly<Record<string, { readonly whole: boolean; readonly log: boolean }>> = {
  FloatDistribution: { whole: false, log: false },
  IntDistribution: { whole: true, log: false },
  UniformDistribution: { whole: false, log: false },
  LogUniformDistribution: { whole: false, log: true },
  DiscreteUniformDistribution: { whole: false, log: false },
  IntUniformDistribution: { whole: true, log: false },
  IntLogUniformDistribution: { whole: true, log: true },
}
