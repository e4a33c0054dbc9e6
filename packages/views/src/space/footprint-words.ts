import { flatToday, type Ledger } from "@diapason/core"
import { ranked } from "../ranked.ts"
import type { Footprint } from "./footprint.ts"
import { leadingTrials, pressedBounds, type PressedBound } from "./pressed-bounds.ts"

/**
 * What was tried, what was not, and whether the best press against a bound, in sentences. `shown` writes a number. Nothing is said of what
 * cannot be known: without a footprint (fewer than three trials) only of bounds, with fewer than five usable trials nothing of them.
 */
export function footprintWords(ledger: Ledger, footprint: Footprint | undefined, shown: (value: number) => string): readonly string[] {
  const best = ranked(ledger).slice(0, leadingTrials)
  const flats = best.map((n) => flatToday(ledger, ledger.trials[n]!) ?? {})
  const pressed = flats.length < leadingTrials ? undefined : pressedBounds(ledger.space.parameters, ({ name }, i) => flats[i]![name])
  return [...(footprint === undefined ? [] : coveredWords(footprint)), ...boundWords(pressed, shown)]
}

/** `4 of the 5 best lie at the upper edge of lr (0.1): …`. */
export function pressedSentence({ parameter, bound, there, best }: PressedBound, shown: (value: number) => string): string {
  const end = "low" in parameter ? ` (${shown(bound === "lower" ? parameter.low : parameter.high)})` : ""
  return `${there} of the ${best} best lie at the ${bound} edge of ${parameter.name}${end}: better values may lie beyond. Widen it there and go on with diapason tune --extend.`
}

function boundWords(pressed: readonly PressedBound[] | undefined, shown: (value: number) => string): readonly string[] {
  if (pressed === undefined) return []
  return pressed.length === 0
    ? [`The best ${leadingTrials} trials press against no bound.`]
    : pressed.map((one) => pressedSentence(one, shown))
}

/** How much of the space has a trial nearby. */
function coveredWords({ covered, directions: [first] }: Footprint): readonly string[] {
  const share = Math.round(100 * covered)
  const along = first.slice(0, 2).map(({ name }) => name)
  const most = along.length === 0 ? "" : ` The trials differ most in ${along.join(" and ")}.`
  if (share >= 99) return [`Something was tried near every place of the space.${most}`]
  return [`Something was tried near ${share < 1 ? "less than 1" : share} % of the space; ${100 - share} % is untried.${most}`]
}
