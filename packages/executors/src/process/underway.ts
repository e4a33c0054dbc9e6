import type { Answer, TrialLink } from "@diapason/core"
import type { AttemptLink } from "../attempt-link.ts"

/** What an attempt says on its way to the study, counted until it is answered. */
interface Underway {
  report(step: number, metrics: Readonly<Record<string, number>>): Promise<Answer>
  /** Anything else, in its turn. */
  send(act: (link: TrialLink) => Promise<void>): Promise<void>
  /** Reports and words that wait for their answer. */
  readonly pending: number
}

/** @param answered called each time when something has been answered */
export function underway(line: AttemptLink, answered: () => void): Underway {
  let pending = 0
  const track = <T>(work: Promise<T>): Promise<T> => {
    pending++
    return work.finally(() => {
      pending--
      answered()
    })
  }
  return {
    report: (step, metrics) => track(line.report(step, metrics)),
    send: (act) => track(line.send(act)),
    get pending() {
      return pending
    },
  }
}
