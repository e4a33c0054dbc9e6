/** Which category the next child gets: an adversarial bandit that never rules one out, as what is good changes (Parker-Holder et al. 2021; Auer et al. 2002, Exp3.S). */
import { exp, log } from "@diapason/math"

/** The chances of `count` categories after rewards in [0, 1] of those that were played, in order. They add up to 1, and each is above 0. */
export function categoryChances(
  count: number,
  played: readonly { readonly category: number; readonly reward: number }[],
): readonly number[] {
  const rounds = Math.max(1, played.length)
  const gamma = Math.min(1, Math.sqrt((count * log(Math.max(2, count))) / ((Math.E - 1) * rounds)))
  let weights: readonly number[] = Array<number>(count).fill(1 / count)
  const chances = (): readonly number[] => weights.map((w) => (1 - gamma) * w + gamma / count)
  for (const { category, reward } of played) {
    const push = exp((gamma * reward) / chances()[category]! / count)
    const raised = weights.map((w, c) => (c === category ? w * push : w) + Math.E / rounds / count)
    const sum = raised.reduce((a, b) => a + b, 0)
    weights = raised.map((w) => w / sum)
  }
  return chances()
}
