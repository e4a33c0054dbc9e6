import type { Ledger, Next } from "@diapason/core"
import type { Rungs } from "../rungs/rungs.ts"
import { isSpent } from "../rungs/spent.ts"
import { isResting } from "./promotion.ts"

/**
 * The end of a study whose budget of trials is handed out: what runs is waited for, since it may be promoted; and where no trial at all
 * has run in full, the best one of the highest rung does. Undefined before that, and when nothing is left to do.
 */
export function finale(brackets: readonly Rungs[], max: number, ledger: Ledger): Next | undefined {
  if (!isSpent(ledger)) return undefined
  if (ledger.running.size > 0)
    return { do: "wait", why: "the trials of the budget are handed out; who goes on is known when those that run have come to their rungs" }
  if (ledger.finished.some((number) => ledger.trials[number]!.state === "complete")) return undefined
  const levels = brackets.flatMap((bracket) => bracket.steps.map((step, k) => ({ bracket, k, step }))).sort((a, b) => b.step - a.step)
  for (const { bracket, k } of levels) {
    const best = bracket.standings[k]!.find(({ number }) => isResting(bracket, k, number, ledger))
    if (best !== undefined) return { do: "resume", trial: best.number, fidelity: max }
  }
  return undefined
}
