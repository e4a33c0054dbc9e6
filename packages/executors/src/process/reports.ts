import type { Answer } from "@diapason/core"
import type { ReportMessage } from "@diapason/core/protocol"
import { protocolSource, type Intake, type Part } from "../capture/intake.ts"
import type { Remarks } from "./remarks.ts"

/** Reports of an attempt, from whatever way, on their way to the study. */
interface Reports {
  /** Hands parts of a report at a step on; undefined when there is nothing in them that counts. */
  take(parts: readonly Part[], step: number): Promise<Answer> | undefined
  /** A message; one that is sent again is not counted again, and gets the answer that it had. */
  message(message: ReportMessage): { readonly number: number; readonly decision: Promise<Answer> }
  /** The number of the last message. */
  readonly last: number
}

interface Way {
  readonly intake: Intake
  readonly remarks: Remarks
  /** Hands a row on to the study. */
  readonly send: (step: number, metrics: Readonly<Record<string, number>>) => Promise<Answer>
  /** What is decided where nothing new was said. */
  readonly asBefore: () => Promise<Answer>
}

export function reports({ intake, remarks, send, asBefore }: Way): Reports {
  const answers = new Map<number, Promise<Answer>>()
  let last = 0
  const take = (parts: readonly Part[], step: number): Promise<Answer> | undefined => {
    const row = intake.take(parts, step)
    if (row.kind === "late") remarks.late(step, row.last)
    return row.kind === "report" ? send(row.step, row.metrics) : undefined
  }
  return {
    take,
    message({ seq, metrics, step }) {
      const number = seq ?? last + 1
      if (number <= last) return { number, decision: answers.get(number) ?? asBefore() }
      last = number
      const decision = take([{ source: protocolSource, metrics }], step ?? intake.step + 1) ?? asBefore()
      answers.set(number, decision)
      if (answers.size > kept) answers.delete(answers.keys().next().value!)
      return { number, decision }
    },
    get last() {
      return last
    },
  }
}

/** Answers that are kept for reports that are sent again. */
const kept = 64
