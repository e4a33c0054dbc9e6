import { driftWords, whatIfWords } from "@diapason/algorithms"
import { clockText } from "../text/duration.ts"
import { numberText } from "../text/number.ts"
import { table } from "../text/table.ts"
import type { Answers } from "./answers.ts"
import { schedulerText } from "./scheduler-text.ts"

/** The answers as a table of schedulers, what they are about above and what to make of them below. */
export function whatIfLines({ study, own, slots, answers }: Answers, width: number): readonly string[] {
  const { recorded, winner } = answers[0]!
  const spent = `${recorded.steps} steps${recorded.seconds === null ? "" : `, ${clockText(1000 * recorded.seconds)} of training`}`
  const best = winner === undefined ? "no winner" : `winner #${winner.trial} ${numberText(winner.value)}`
  const rows = answers.map((answer) => {
    const { steps, saved, timeSaved, winner: won, beyond } = whatIfWords(answer, { number: numberText, time: clockText })
    return [schedulerText(answer.scheduler), steps, saved, timeSaved, won, beyond]
  })
  const columns = [
    { title: "under", keep: 9 },
    { title: "steps", right: true, keep: 6 },
    { title: "saved", right: true, keep: 9 },
    { title: "time saved", right: true, keep: 7 },
    { title: "winner", keep: 8 },
    { title: "beyond the record", keep: 8 },
  ]
  const notes = [...new Set(answers.map(({ note }) => note))].map((note) => `  ${note}`)
  const drift = driftWords(own.drift)
  return [
    `  ${study}  recorded under ${own.scheduler}: ${spent}, ${slots === 1 ? "1 slot" : `${slots} slots`}, ${best}`,
    ...table(columns, rows, width),
    ...(answers.length === 1 ? notes : ["  recorded curves only: the same configurations in the same order"]),
    ...(drift === undefined ? [] : [`  ${drift}`]),
  ]
}
