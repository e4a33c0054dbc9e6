/** Which parameters may change in the middle of a training: what others wait for gives it its shape, and is settled at birth. */
import { fault, type Flat, type Parameter, type Problem } from "@diapason/core"

/**
 * The parameters that a child may have other values of than its parent; `named` restricts them. Throws D322 for a name among `named`
 * that is none of them.
 */
export function mutableOf({ space: { parameters } }: Problem, algorithm: string, named?: readonly string[]): readonly Parameter[] {
  const shaping = new Set(
    parameters.flatMap(({ condition }) => [...(condition?.parents ?? []).map(({ name }) => name), ...(condition?.test?.reads ?? [])]),
  )
  const able = parameters.filter(({ kind, name }) => kind !== "constant" && !shaping.has(name))
  for (const name of named ?? []) {
    if (able.some((parameter) => parameter.name === name)) continue
    const expected = `names of parameters that can change while a trial trains (${able.map((one) => one.name).join(", ")})`
    throw fault("D322", { algorithm, setting: "mutate", value: JSON.stringify(named), known: ["mutate"], expected })
  }
  return named === undefined ? able : able.filter(({ name }) => named.includes(name))
}

/** Those that the configuration has. */
export const activeIn = (mutable: readonly Parameter[], flat: Flat): readonly Parameter[] =>
  mutable.filter(({ name }) => flat[name] !== undefined)
