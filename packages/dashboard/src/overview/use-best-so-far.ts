import { bestSoFar, bestSoFarWith } from "@diapason/figures"
import type { Board } from "@diapason/views"
import { useEffect, useState } from "react"

/**
 * The history with what its best trials are likely to come to when they are run again. The model is fitted once the page stands still, and
 * again after a trial has ended; until then, and where trials are too many, it is the history alone.
 */
export function useBestSoFar({ ledger, whole }: Board): typeof bestSoFar {
  const [panel, setPanel] = useState(bestSoFar)
  const ended = ledger.finished.length
  const asked = isModelled({ ledger, whole })
  useEffect(() => {
    if (!asked) return
    let late = false
    const timer = setTimeout(() => {
      void import("./rerun.ts").then(({ rerunFor }) => {
        if (late) return
        const told = rerunFor({ ledger, whole })
        setPanel(bestSoFarWith(() => told))
      })
    }, 800)
    return () => {
      late = true
      clearTimeout(timer)
    }
  }, [asked, ended, ledger, whole])
  return asked ? panel : bestSoFar
}

/** Whether a model is fitted of the one objective while somebody looks. */
const isModelled = ({ ledger, whole }: Pick<Board, "ledger" | "whole">): boolean =>
  whole && ledger.finished.length > 0 && ledger.finished.length <= most && ledger.definition.objectives.length === 1

/** More trials than this are not modelled here. */
const most = 400
