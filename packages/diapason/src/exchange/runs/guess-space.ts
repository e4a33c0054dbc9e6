import type { Json } from "@diapason/core"

type Configs = readonly Readonly<Record<string, Json>>[]

/** A space that holds what was tried, and what was the same wherever it was there. */
interface Guessed {
  readonly space: Readonly<Record<string, Json>>
  readonly constant: Readonly<Record<string, Json>>
}

/**
 * The space that runs seem to come from: each parameter from the least to the greatest value that was tried, on a log scale where all are
 * above 0 and span a factor of 100; anything but numbers as a choice. A parameter that only some runs have is conditional where a choice tells which.
 */
export function guessSpace(configs: Configs): Guessed {
  const names = [...new Set(configs.flatMap((config) => Object.keys(config)))]
  const tried = new Map(names.map((name) => [name, distinct(configs.flatMap((config) => (name in config ? [config[name]!] : [])))]))
  const everywhere = (name: string): boolean => configs.every((config) => name in config)
  const fixed = names.filter((name) => tried.get(name)!.length === 1)
  const searched = names.filter((name) => !fixed.includes(name))
  const parents = searched.filter((name) => everywhere(name) && tried.get(name)!.every((value) => typeof value !== "number"))
  return {
    constant: Object.fromEntries(fixed.map((name) => [name, tried.get(name)![0]!])),
    space: Object.fromEntries(
      searched.map((name) => {
        const when = everywhere(name) ? undefined : conditionOf(name, parents, configs)
        return [name, { ...kindOf(tried.get(name)!), ...(when !== undefined && { when }) }]
      }),
    ) as Readonly<Record<string, Json>>,
  }
}

function kindOf(values: readonly Json[]): Readonly<Record<string, Json>> {
  if (values.length > 1 && values.every((value) => typeof value === "number")) {
    const [low, high] = [Math.min(...values), Math.max(...values)]
    const scale = low > 0 && high / low >= 100 ? { scale: "log" } : {}
    return { type: values.every(Number.isInteger) ? "int" : "float", low, high, ...scale }
  }
  return { type: "choice", values: [...values] }
}

function distinct(values: readonly Json[]): readonly Json[] {
  const texts = new Set(values.map((value) => JSON.stringify(value)))
  return [...texts].sort().map((text) => JSON.parse(text) as Json)
}

/** The choice whose values tell which runs have a parameter, if one does. */
function conditionOf(name: string, parents: readonly string[], configs: Configs): Readonly<Record<string, Json>> | undefined {
  for (const parent of parents) {
    const values = (there: boolean): readonly string[] => [
      ...new Set(configs.flatMap((config) => (name in config === there ? [JSON.stringify(config[parent])] : []))),
    ]
    const [having, lacking] = [values(true), values(false)]
    if (having.every((value) => !lacking.includes(value))) return { [parent]: having.map((text) => JSON.parse(text) as Json) }
  }
  return undefined
}
