/** Why a trust-region search made a suggestion, in words for people. */
import type { Region } from "./region.ts"

/** One line about the region that the suggestion lies in. */
export function why({ past, members, best, side: { length, successes, failures } }: Region): string {
  const which =
    past === 0 ? "the first region" : `region ${past + 1}, since the search around ${past === 1 ? "one best" : `${past} bests`} had ended`
  const lately = successes > 0 ? `, ${successes} better in a row` : failures > 0 ? `, ${failures} in a row no better` : ""
  return `turbo: a draw from a model of ${members.length} trials, within ${Number(length.toPrecision(2))} of a range around trial ${best?.number}; ${which}${lately}`
}
