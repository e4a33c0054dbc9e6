import { canonicalJson, printParameter, type Json, type Ledger, type ParameterJson } from "@diapason/core"

/** A line of a difference: one text a study, undefined where it has none. */
export interface Difference {
  readonly name: string
  readonly values: readonly (string | undefined)[]
}

/** The parameters that differ, in the order in which they are met. */
export const spaceDifferences = (ledgers: readonly Ledger[]): readonly Difference[] =>
  differences(
    ledgers.map(({ definition }) => Object.fromEntries(Object.entries(definition.space).map(([name, json]) => [name, rangeOf(json)]))),
  )

/** In the words of the command line, where it has them. */
function rangeOf(json: Json): Json {
  try {
    return typeof json === "string" ? json : (printParameter(json as unknown as ParameterJson) ?? json)
  } catch {
    return json
  }
}

/** The settings that differ: sampler, scheduler, budget, fidelity and the like. */
export const settingDifferences = (ledgers: readonly Ledger[]): readonly Difference[] =>
  differences(
    ledgers.map(({ definition, budget }) => {
      const { name: _, space: __, budget: ___, ...rest } = definition
      return { ...rest, budget } as unknown as Readonly<Record<string, Json>>
    }),
  )

function differences(all: readonly Readonly<Record<string, Json>>[]): readonly Difference[] {
  const names = [...new Set(all.flatMap((one) => Object.keys(one)))]
  return names
    .map((name) => ({
      name,
      values: all.map((one) => (Object.hasOwn(one, name) && one[name] !== undefined ? textOf(one[name]!) : undefined)),
    }))
    .filter(({ values }) => values.some((value) => value !== values[0]))
}

const textOf = (value: Json): string => (typeof value === "string" ? value : canonicalJson(value))
