import type { Ledger, RunningTrial } from "@diapason/core"
import { agoText } from "../text/duration.ts"

/** What a study waits for that starts nothing more, or that was told to end what runs. */
export function interruptText(how: "drain" | "interrupt", ledger: Ledger | undefined, now: number): string {
  const running = [...(ledger?.running ?? [])].map((n) => ledger!.trials[n] as RunningTrial)
  if (how === "interrupt") return `${running.length} ended now and put back; the same command goes on with them`
  const left = longestLeft(running, now)
  const longest = left === undefined ? "" : `, longest about ${agoText(Math.max(1000, left))}`
  return `${running.length} finishing${longest}, nothing new is started; Ctrl-C again ends them now and puts them back`
}

/** Milliseconds until the last of them is through, by the pace of each; undefined where one has no pace yet. */
function longestLeft(running: readonly RunningTrial[], now: number): number | undefined {
  const each = running.map(({ startedAt, fidelity, curve, resumed }) => {
    const done = (curve.steps.at(-1) ?? 0) - (resumed ?? 0)
    if (startedAt === undefined || fidelity === undefined || done <= 0) return undefined
    return ((fidelity - (curve.steps.at(-1) ?? 0)) * (now - startedAt)) / done
  })
  return each.length === 0 || each.includes(undefined) ? undefined : Math.max(...(each as number[]))
}
