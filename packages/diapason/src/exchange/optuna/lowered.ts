import { canonicalJson, flatten, spaceOf, type Json, type Ledger, type Parameter, type Trial } from "@diapason/core"
import { distributionText, readDistribution, type Distribution } from "./distribution.ts"
import type { StudyOrigin } from "./origin.ts"
import { floatText } from "./python-text.ts"
import type { OptunaParam } from "./study.ts"

/** Puts configurations into Optuna's words: the primitives by their dotted names, each with its distribution. */
export interface Lowering {
  params(trial: Pick<Trial, "config" | "revision">): Readonly<Record<string, OptunaParam>>
  /** The same as values by name, each as Python writes it. */
  values(trial: Pick<Trial, "config" | "revision">): Readonly<Record<string, string>>
}

/** A primitive as a parameter of Optuna's. */
interface Lowered {
  readonly name: string
  readonly text: string
  readonly distribution: Distribution
  /** Indices of choices. */
  readonly index: ReadonlyMap<string, number>
}

/** `origin`: names and distributions that a study brought along from Optuna, used wherever they hold the value. */
export function lowering(ledger: Ledger, origin: StudyOrigin | undefined): Lowering {
  const switches = new Set(origin?.switches)
  const usual = new Map<string, Lowered>()
  for (const [name, number] of Object.entries(origin?.usual ?? {})) {
    const text = origin!.distributions[number]!
    const distribution = readDistribution(text)
    if (distribution !== undefined) usual.set(name, lowered(name, text, distribution))
  }
  const own = new WeakMap<Parameter, Lowered>()
  const ownOf = (name: string, parameter: Parameter): Lowered => {
    const known = own.get(parameter)
    if (known !== undefined) return known
    const text = distributionText(distributionOf(parameter))
    const made = lowered(name, text, readDistribution(text)!, valuesOf(parameter))
    own.set(parameter, made)
    return made
  }
  const each = <T>(
    trial: Pick<Trial, "config" | "revision">,
    use: (one: Lowered, internal: number, value: Json) => T,
  ): Record<string, T> => {
    const space = spaceOf(ledger, trial)
    const flat = flatten(space, trial.config)
    const found: Record<string, T> = {}
    for (const parameter of space.parameters) {
      const value = flat[parameter.name]
      if (value === undefined || switches.has(parameter.name)) continue
      const name = origin?.names[parameter.name] ?? parameter.name
      const first = usual.get(name)
      const at = first === undefined ? undefined : internalOf(first, value)
      const one = at === undefined ? ownOf(name, parameter) : first!
      found[name] = use(one, at ?? internalOf(one, value) ?? 0, value)
    }
    return found
  }
  return {
    params: (trial) => each(trial, ({ text }, internal) => ({ distribution: text, internal })),
    values: (trial) =>
      each(trial, ({ distribution }, internal) => {
        if (distribution.kind === "choice") return distribution.texts[internal]!
        return distribution.kind === "int" ? String(internal) : floatText(internal)
      }),
  }
}

function lowered(name: string, text: string, distribution: Distribution, values?: readonly Json[]): Lowered {
  const choices = distribution.kind === "choice" ? (values ?? distribution.choices) : []
  return { name, text, distribution, index: new Map(choices.map((value, i) => [canonicalJson(value), i])) }
}

/** Optuna's number for a value; undefined where the distribution does not hold it. */
function internalOf({ distribution, index }: Lowered, value: Json): number | undefined {
  if (distribution.kind === "choice") return index.get(canonicalJson(value))
  return typeof value === "number" && value >= distribution.low && value <= distribution.high ? value : undefined
}

/** The values of a primitive that becomes a choice, by their index. */
function valuesOf(parameter: Parameter): readonly Json[] | undefined {
  switch (parameter.kind) {
    case "choice":
    case "ordinal":
      return parameter.values
    case "constant":
      return [parameter.value]
    case "int":
      return parameter.scale === "pow2" ? powers(parameter.low, parameter.high) : undefined
    case "float":
      return undefined
  }
}

/** Optuna's nearest word for a primitive; lists and objects among choices become their text. */
function distributionOf(parameter: Parameter): Parameters<typeof distributionText>[0] {
  const values = valuesOf(parameter)
  if (values !== undefined) {
    const scalars = values.map((value) => (typeof value === "object" && value !== null ? JSON.stringify(value) : value))
    return { kind: "choice", choices: scalars }
  }
  const { kind, low, high, scale, step } = parameter as Extract<Parameter, { kind: "float" | "int" }>
  return { kind, low, high, log: scale === "log", ...(step !== undefined && { step }) }
}

function powers(low: number, high: number): readonly number[] {
  const found: number[] = []
  for (let power = low; power <= high; power *= 2) found.push(power)
  return found
}
