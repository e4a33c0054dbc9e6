import type { Board } from "@diapason/views"
import { useEffect, useState } from "react"

/** The trial that a model finds best under noise, and what it expects of it. */
interface Estimate {
  readonly trial: number
  readonly value: number
}

/** More trials than this are not modelled while somebody looks. */
const most = 400

/**
 * What the same model as the command line's says; undefined where it says nothing (no noise, several objectives, too many trials, not yet). It
 * is asked once the page stands still, and again after a trial has ended.
 */
export function useEstimate(board: Board): Estimate | undefined {
  const { ledger, whole } = board
  const [estimate, setEstimate] = useState<Estimate>()
  const ended = ledger.finished.length
  const { metric } = ledger.definition.objectives[0]!
  const asked = whole && ended > 0 && ended <= most && ledger.definition.objectives.length === 1
  useEffect(() => {
    if (!asked) return
    let late = false
    const timer = setTimeout(() => {
      void import("./recommend.ts").then(({ recommendedTrial }) => {
        const given = late ? undefined : recommendedTrial(ledger)
        const value = given?.estimate[metric]
        const raw = given !== undefined && "values" in given.trial ? given.trial.values[metric] : undefined
        if (!late)
          setEstimate(given === undefined || value === undefined || value === raw ? undefined : { trial: given.trial.number, value })
      })
    }, 800)
    return () => {
      late = true
      clearTimeout(timer)
    }
  }, [asked, ended, ledger, metric])
  return asked ? estimate : undefined
}
