import type { WhatIf } from "@diapason/algorithms"
import type { Chosen } from "@diapason/core"
import { clockText } from "../text/duration.ts"
import { numberText } from "../text/number.ts"
import { table } from "../text/table.ts"

/** The answers as a table of schedulers, what they are about above and what to make of them below. */
export function whatIfLines(study: string, own: string, slots: number, answers: readonly WhatIf[], width: number): readonly string[] {
  const { recorded, winner } = answers[0]!
  const spent = `${recorded.steps} steps${recorded.seconds === null ? "" : `, ${clockText(1000 * recorded.seconds)} of training`}`
  const best = winner === undefined ? "no winner" : `winner #${winner.trial} ${numberText(winner.value)}`
  const rows = answers.map((answer) => [
    schedulerText(answer.scheduler),
    String(answer.played.steps),
    shareText(answer.saved.steps, recorded.steps, String),
    answer.saved.seconds === null ? "—" : shareText(answer.saved.seconds, recorded.seconds!, (seconds) => clockText(1000 * seconds)),
    winnerText(answer),
    unknownText(answer),
  ])
  const columns = [
    { title: "under", keep: 9 },
    { title: "steps", right: true, keep: 6 },
    { title: "saved", right: true, keep: 9 },
    { title: "time saved", right: true, keep: 7 },
    { title: "winner", keep: 8 },
    { title: "beyond the record", keep: 8 },
  ]
  const notes = [...new Set(answers.map(({ note }) => note))].map((note) => `  ${note}`)
  return [
    `  ${study}  recorded under ${own}: ${spent}, ${slots === 1 ? "1 slot" : `${slots} slots`}, ${best}`,
    ...table(columns, rows, width),
    ...(answers.length === 1 ? notes : ["  recorded curves only: the same configurations in the same order"]),
  ]
}

/** A scheduler as a person writes it. */
export const schedulerText = ({ type, ...settings }: Chosen): string =>
  Object.keys(settings).length === 0 ? type : JSON.stringify({ type, ...settings })

/** `29 (48 %)`; a loss with its sign. */
function shareText(saved: number, of: number, text: (amount: number) => string): string {
  const sign = saved < 0 ? "−" : ""
  return of > 0 && saved !== 0 ? `${sign}${text(Math.abs(saved))} (${sign}${Math.round((100 * Math.abs(saved)) / of)} %)` : "nothing"
}

function winnerText({ winner, winnerLost, kept }: WhatIf): string {
  if (winner === undefined) return "—"
  if (winnerLost === false) return "kept"
  return kept === undefined ? "lost, nobody ends" : `lost; #${kept.trial} ${numberText(kept.value)}, rank ${kept.rank} of ${kept.of}`
}

function unknownText({ unknown, unknownSteps }: WhatIf): string {
  if (unknown === 0) return "nothing"
  return `${unknown === 1 ? "1 trial" : `${unknown} trials`}${unknownSteps === null ? "" : `, up to ${unknownSteps} steps`}`
}
