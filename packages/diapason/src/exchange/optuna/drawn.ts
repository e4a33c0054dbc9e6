import type { Json } from "@diapason/core"
import { readDistribution, type Distribution } from "./distribution.ts"
import type { OptunaParam, OptunaTrial } from "./study.ts"

/** What one trial drew: its distributions and numbers by the names of the parameters. */
export type Draws = ReadonlyMap<string, Draw>

export interface Draw {
  readonly distribution: Distribution
  readonly internal: number
}

/** Reads what trials drew; each distinct distribution is read once. `unknown` hears of parameters whose distribution is not known. */
export function drawsReader(unknown: (name: string) => void): (params: OptunaTrial["params"]) => Draws {
  const read = new Map<string, Distribution | undefined>()
  const distributionOf = ({ distribution: text }: OptunaParam): Distribution | undefined => {
    if (!read.has(text)) read.set(text, readDistribution(text))
    return read.get(text)
  }
  return (params) => {
    const draws = new Map<string, Draw>()
    for (const [name, param] of Object.entries(params)) {
      const distribution = distributionOf(param)
      if (distribution === undefined) unknown(name)
      else draws.set(name, { distribution, internal: param.internal })
    }
    return draws
  }
}

/** The value that a number of Optuna's stands for; null where a choice has none of that index. */
export function valueOf({ distribution, internal }: Draw): Json {
  if (distribution.kind === "choice") return distribution.choices[internal] ?? null
  return distribution.kind === "int" ? Math.round(internal) : internal
}
