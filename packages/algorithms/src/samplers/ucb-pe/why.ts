/** Why GP-UCB-PE made a suggestion, in words for people. */
import type { Proposed } from "./propose.ts"

/** One line. `pending` counts the running trials. */
export function why({ belief: { places }, explores }: Proposed, pending: number): string {
  const wish = explores ? "looks where the best may lie and least is known" : "goes for the lowest loss that is plausible"
  const beside = pending === 0 ? "" : `, knowing that ${pending} ${pending === 1 ? "trial" : "trials"} will report`
  return `ucb-pe: ${wish}${beside}; a model of ${places.length} trials`
}
