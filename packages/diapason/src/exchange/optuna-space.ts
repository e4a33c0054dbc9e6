import type { Json } from "@diapason/core"

/** What Optuna recorded of one parameter in one trial: the distribution it was drawn from, and the value as it was given. */
export interface Drawn {
  readonly json: Readonly<Record<string, unknown>>
  readonly value: Json
}

interface Distribution {
  readonly name: string
  readonly attributes: Readonly<Record<string, unknown>>
}

/** The value behind Optuna's number, and its parameter in JSON; undefined for a distribution that is not known. */
export function drawn(text: string, number: number): Drawn | undefined {
  const { name, attributes: a } = JSON.parse(text) as Distribution
  const [low, high] = [Number(a["low"]), Number(a["high"])]
  const step = a["step"] ?? a["q"]
  const stepped = typeof step === "number" && step !== 1 ? { step } : {}
  switch (name) {
    case "FloatDistribution":
    case "UniformDistribution":
    case "LogUniformDistribution":
    case "DiscreteUniformDistribution": {
      const log = a["log"] === true || name === "LogUniformDistribution"
      const grid = typeof step === "number" && !log ? { step } : {}
      return { json: { type: "float", low, high, ...(log && { scale: "log" }), ...grid }, value: number }
    }
    case "IntDistribution":
    case "IntUniformDistribution":
    case "IntLogUniformDistribution": {
      const log = a["log"] === true || name === "IntLogUniformDistribution"
      return { json: { type: "int", low, high, ...(log ? { scale: "log" } : stepped) }, value: Math.round(number) }
    }
    case "CategoricalDistribution": {
      const values = (a["choices"] ?? []) as readonly Json[]
      return { json: { type: "choice", values }, value: values[number] ?? null }
    }
    default:
      return undefined
  }
}

/** One parameter that takes all that either took: the wider range, the choices of both. Undefined where they are of another kind. */
export function widened(a: Drawn["json"], b: Drawn["json"]): Drawn["json"] | undefined {
  if (a["type"] !== b["type"] || a["scale"] !== b["scale"]) return undefined
  if (a["type"] === "choice") {
    const values = [...new Set([...(a["values"] as Json[]), ...(b["values"] as Json[])].map((value) => JSON.stringify(value)))]
    return { ...a, values: values.map((text) => JSON.parse(text) as Json) }
  }
  const { step, ...rest } = a
  const wide = { ...rest, low: Math.min(Number(a["low"]), Number(b["low"])), high: Math.max(Number(a["high"]), Number(b["high"])) }
  return step !== undefined && step === b["step"] ? { ...wide, step } : wide
}

/**
 * On which values of which choice a parameter was there: where trials had it exactly when another parameter had one of some values.
 * Undefined where no other parameter tells.
 */
export function conditionOf(
  name: string,
  trials: readonly ReadonlyMap<string, Drawn>[],
  parents: readonly string[],
): { readonly parent: string; readonly values: readonly Json[] } | undefined {
  for (const parent of parents) {
    if (parent === name) continue
    const [withIt, without] = [new Set<string>(), new Set<string>()]
    for (const trial of trials) (trial.has(name) ? withIt : without).add(JSON.stringify(trial.get(parent)?.value ?? null))
    if (withIt.has("null") || [...withIt].some((value) => without.has(value))) continue
    return { parent, values: [...withIt].map((text) => JSON.parse(text) as Json) }
  }
  return undefined
}
