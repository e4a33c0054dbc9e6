import type { Json } from "@diapason/core"
import { isList, numberAt, Problem, type JsonObject, type Losses } from "../converted.ts"
import { listed, multiples, normal, real, whole } from "../ranges.ts"

/** A distribution of Ray Tune: the names of its arguments in order, and what it is here. */
interface Distribution {
  readonly args: readonly string[]
  read(of: JsonObject, at: string, lost: Losses): Json
}

const argumentsOf = (log: boolean, stepped: boolean): readonly string[] => [
  "lower",
  "upper",
  ...(stepped ? ["q"] : []),
  ...(log ? ["base"] : []),
]

const reals = (log: boolean, stepped: boolean): Distribution => ({
  args: argumentsOf(log, stepped),
  read(of, at, lost) {
    const [low, high, q] = [numberAt(of, "lower", at), numberAt(of, "upper", at), stepped ? numberAt(of, "q", at) : undefined]
    return q === undefined || log ? real(at, low, high, log, q, lost) : multiples(at, low, high, q, lost)
  },
})

/** Ray leaves the upper end of whole numbers out, except where they have a step above 1. */
const integers = (log: boolean, stepped: boolean): Distribution => ({
  args: argumentsOf(log, stepped),
  read(of, at, lost) {
    const [low, upper, q] = [numberAt(of, "lower", at), numberAt(of, "upper", at), stepped ? numberAt(of, "q", at) : undefined]
    const high = q === undefined || q === 1 ? upper - 1 : upper
    return q === undefined || q === 1 || log ? whole(at, low, high, log, q, lost) : multiples(at, low, high, q, lost)
  },
})

const normals = (stepped: boolean): Distribution => ({
  args: ["mean", "sd", ...(stepped ? ["q"] : [])],
  read: (of, at, lost) =>
    normal(
      at,
      numberAt({ mean: 0, ...of }, "mean", at),
      numberAt({ sd: 1, ...of }, "sd", at),
      false,
      stepped ? numberAt(of, "q", at) : undefined,
      lost,
    ),
})

function choices(args: string): Distribution {
  return {
    args: [args],
    read(of, at, lost) {
      const values = of[args] ?? of["categories"] ?? of["values"]
      if (!isList(values)) throw new Problem(at, "a list of values is expected")
      if (args === "values") lost.add(at, "grid_search became a choice: the sampler grid tries all of them, any other draws")
      return listed(at, values, lost)
    },
  }
}

/** All distributions by the names that `tune` has for them. */
export const distributions: Readonly<Record<string, Distribution>> = {
  uniform: reals(false, false),
  quniform: reals(false, true),
  loguniform: reals(true, false),
  qloguniform: reals(true, true),
  randint: integers(false, false),
  qrandint: integers(false, true),
  lograndint: integers(true, false),
  qlograndint: integers(true, true),
  randn: normals(false),
  qrandn: normals(true),
  choice: choices("categories"),
  grid_search: choices("values"),
}
