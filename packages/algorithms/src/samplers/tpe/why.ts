/** The reason of a suggestion, in one line: how trials were split, how the point did among the candidates, and what pulled it there. */
import type { Ask } from "@diapason/core"
import { exp } from "@diapason/math"
import type { Composed } from "./compose.ts"
import { informative } from "./propose.ts"
import type { TpeState } from "./state.ts"

export function why(state: TpeState, ask: Ask, { taken }: Composed): string {
  const [objective] = state.criteria
  const { good, size } = objective!.split
  const widest = taken.reduce((a, b) => (b.group.axes.length > a.group.axes.length ? b : a), taken[0]!)
  const { group, proposal, point } = widest
  const lead = taken.reduce((sum, one) => sum + one.proposal.score[one.point]! - median(one.proposal), 0)
  const near = objective!.good[group.index]!.nearest(proposal.at, point, 3).map((row) => state.table.number[row]!)
  const others = informative(state.criteria).length - 1
  return [
    `tpe: best ${good} of ${size} vs the rest`,
    `${proposal.at.count} candidates, this one ${times(lead)} the median`,
    ...(others > 0 ? [`${others} ${others === 1 ? "limit" : "limits"} weighed in`] : []),
    ...(near.length > 0 ? [`nearest good trials ${listed(near)}`] : []),
    ...(ask.pending.length > 0 ? [`pending ${listed(ask.pending.map(({ number }) => number))} treated as poor`] : []),
  ].join("; ")
}

const median = ({ ranked, score }: Composed["taken"][number]["proposal"]): number => score[ranked[ranked.length >>> 1]!]!

const times = (lead: number): string => (lead > 6.9 ? "over 1000x" : `${exp(lead).toFixed(lead > 2.3 ? 0 : 1)}x`)

const listed = (numbers: readonly number[]): string =>
  numbers
    .slice(0, 4)
    .map((number) => `#${number}`)
    .join(" ") + (numbers.length > 4 ? ` and ${numbers.length - 4} more` : "")
