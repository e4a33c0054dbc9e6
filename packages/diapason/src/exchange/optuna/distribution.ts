import { canonicalJson, type Json } from "@diapason/core"
import { itemsOf, jsonOf, membersOf, numberOf } from "./python-json.ts"
import { floatText, pythonText } from "./python-text.ts"

/** A distribution of Optuna's, of any of its versions: what its parameter can be. */
export type Distribution =
  | { readonly kind: "float" | "int"; readonly low: number; readonly high: number; readonly log: boolean; readonly step?: number }
  /** `choices` by their index, in values that stay apart here as they do in Python; `texts`: as Python wrote them. */
  | { readonly kind: "choice"; readonly choices: readonly Json[]; readonly texts: readonly string[] }

/** Reads the JSON of a distribution; undefined for one that is not known. Throws NoPythonJson. */
export function readDistribution(text: string): Distribution | undefined {
  const members = membersOf(text)
  const name = jsonOf(members["name"] ?? "null")
  const a = membersOf(members["attributes"] ?? "{}")
  const number = (key: string): number => numberOf(a[key] ?? "NaN")
  const step = [a["step"], a["q"]].find((one) => one !== undefined && one !== "null")
  const log = a["log"] === "true" || /^(Int)?LogUniform/.test(String(name))
  switch (name) {
    case "FloatDistribution":
    case "UniformDistribution":
    case "LogUniformDistribution":
    case "DiscreteUniformDistribution":
      return { kind: "float", low: number("low"), high: number("high"), log, ...(step !== undefined && !log && { step: numberOf(step) }) }
    case "IntDistribution":
    case "IntUniformDistribution":
    case "IntLogUniformDistribution":
      return {
        kind: "int",
        low: number("low"),
        high: number("high"),
        log,
        ...(step !== undefined && step !== "1" && !log && { step: numberOf(step) }),
      }
    case "CategoricalDistribution": {
      const texts = itemsOf(a["choices"] ?? "[]")
      return { kind: "choice", choices: apart(texts), texts }
    }
    default:
      return undefined
  }
}

/** Choices as values of ours: one that would be another's value, as 1.0 would be that of 1, is called by its text. */
function apart(texts: readonly string[]): readonly Json[] {
  const taken = new Set<string>()
  return texts.map((text) => {
    let name = jsonOf(text)
    for (let i = 1; taken.has(canonicalJson(name)); i++) name = i === 1 ? text : `${text} (${i})`
    taken.add(canonicalJson(name))
    return name
  })
}

/** The JSON that Optuna 5 writes for a distribution. */
export function distributionText(
  distribution: Exclude<Distribution, { kind: "choice" }> | { readonly kind: "choice"; readonly choices: readonly Json[] },
): string {
  if (distribution.kind === "choice")
    return `{"name": "CategoricalDistribution", "attributes": {"choices": [${distribution.choices.map((one) => pythonText(one)).join(", ")}]}}`
  const { low, high, log, step } = distribution
  if (distribution.kind === "int")
    return `{"name": "IntDistribution", "attributes": {"log": ${log}, "step": ${step ?? 1}, "low": ${low}, "high": ${high}}}`
  const grid = step === undefined ? "null" : floatText(step)
  return `{"name": "FloatDistribution", "attributes": {"step": ${grid}, "low": ${floatText(low)}, "high": ${floatText(high)}, "log": ${log}}}`
}
