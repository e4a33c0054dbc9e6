import type { WhatIf } from "./what-if.ts"

/** How figures are written where the words stand. */
interface Writing {
  /** A value of the metric. */
  number(value: number): string
  /** A length of time in milliseconds. */
  time(ms: number): string
}

/** One answer in the words of its table: what is saved, of how much, who wins then, and what lies beyond the record. */
export interface WhatIfWords {
  readonly steps: string
  readonly saved: string
  readonly timeSaved: string
  readonly winner: string
  readonly beyond: string
}

/** The words for one scheduler. */
export function whatIfWords(answer: Omit<WhatIf, "scheduler" | "cut" | "note">, writing: Writing): WhatIfWords {
  const { played, saved, recorded } = answer
  const time = (seconds: number): string => writing.time(1000 * seconds)
  return {
    steps: String(played.steps),
    saved: shareText(saved.steps, recorded.steps, String),
    timeSaved: saved.seconds === null ? "—" : shareText(saved.seconds, recorded.seconds!, time),
    winner: winnerText(answer, writing),
    beyond: unknownText(answer),
  }
}

/** How far a play under the study's own scheduler misses the record; undefined where it does not, or cannot be played. */
export const driftWords = (drift: number | null): string | undefined =>
  drift === null || drift === 0
    ? undefined
    : `under its own scheduler this play comes to ${Math.abs(drift)} steps ${drift > 0 ? "less" : "more"} than the record: read the figures with that grain of salt`

/** `29 (48 %)`; a loss with its sign. */
function shareText(saved: number, of: number, text: (amount: number) => string): string {
  const sign = saved < 0 ? "−" : ""
  return of > 0 && saved !== 0 ? `${sign}${text(Math.abs(saved))} (${sign}${Math.round((100 * Math.abs(saved)) / of)} %)` : "nothing"
}

function winnerText({ winner, winnerLost, kept }: Pick<WhatIf, "winner" | "winnerLost" | "kept">, { number }: Writing): string {
  if (winner === undefined) return "—"
  if (winnerLost === false) return "kept"
  return kept === undefined ? "lost, nobody ends" : `lost; #${kept.trial} ${number(kept.value)}, rank ${kept.rank} of ${kept.of}`
}

function unknownText({ unknown, unknownSteps }: Pick<WhatIf, "unknown" | "unknownSteps">): string {
  if (unknown === 0) return "nothing"
  return `${unknown === 1 ? "1 trial" : `${unknown} trials`}${unknownSteps === null ? "" : `, up to ${unknownSteps} steps`}`
}
