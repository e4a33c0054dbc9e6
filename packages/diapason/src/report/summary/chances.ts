import { bestWithin } from "@diapason/views"
import { numberText } from "../../cli/text/number.ts"
import type { Material } from "../material.ts"
import { counted } from "../page/text.ts"
import type { Sentence } from "./sentence.ts"

/** Whether to go on, as far as the course of the best value tells: how long it stood still, and what the last quarter has gained. */
export function chanceSentences({ ledger, progress }: Material): readonly Sentence[] {
  const { definition } = ledger
  const { points, spent } = progress
  const last = points.at(-1)
  if (definition.objectives.length > 1 || last === undefined || spent.trials < 8) return []
  const since = spent.trials - last.trials
  const window = Math.max(1, Math.round(spent.trials / 4))
  const before = bestWithin(progress, "trials", spent.trials - window)
  const gain = before === undefined ? undefined : Math.abs(before.value - last.value)
  const still =
    since === 0 ? "The newest trial to end is the best one" : `${counted(since, "trial has", "trials have")} ended since the best one did`
  const recent =
    gain === undefined
      ? ""
      : gain > 0
        ? `; the last ${window} made the best value better by ${numberText(gain)}`
        : `; the last ${window} made it no better`
  return [{ about: "further", says: `${still}${recent}.` }]
}
