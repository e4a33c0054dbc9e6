import { fault, nearest, type Ledger } from "@diapason/core"
import type { Target } from "./evidence.ts"

/**
 * The target that a word means: a metric, `duration` (unless a metric has this name), or `front`, all objectives at once. Without a word the
 * objective, or the front of several. Throws D168 for a metric that no trial has.
 */
export function targetOf(ledger: Ledger, word?: string): Target {
  const objectives = ledger.definition.objectives.map(({ metric }) => metric)
  if (word === undefined) return objectives.length > 1 ? { front: true } : { metric: objectives[0]! }
  const known = new Set(objectives)
  for (const trial of ledger.trials) if (trial.state === "complete") for (const metric of Object.keys(trial.values)) known.add(metric)
  if (known.has(word)) return { metric: word }
  if (word === "duration") return { duration: true }
  if (word === "front" && objectives.length > 1) return { front: true }
  const names = [...known, "duration", ...(objectives.length > 1 ? ["front"] : [])]
  throw fault("D168", { target: word, known: names, meant: nearest(word, names) })
}

/** The word for a target. */
export const wordOf = (target: Target): string => ("metric" in target ? target.metric : "front" in target ? "front" : "duration")
