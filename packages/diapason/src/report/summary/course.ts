import type { Ledger } from "@diapason/core"
import { budgetWords } from "@diapason/views"
import type { Material } from "../material.ts"
import { counted, listed, listedUpTo, momentText, spanText } from "../page/text.ts"
import type { Sentence } from "./sentence.ts"

/** What was searched, and for what. */
export function goalSentence({ ledger: { definition, space } }: Material): Sentence {
  const names = Object.keys(definition.space)
  const searched = space.parameters.filter(({ kind }) => kind !== "constant").length
  const limits = definition.constraints ?? []
  const under = limits.length === 0 ? "" : `, under the ${limits.length === 1 ? "limit" : "limits"} ${listed(limits)}`
  const goals = definition.objectives.map(({ metric, direction }) => `the ${direction === "minimize" ? "smallest" : "largest"} ${metric}`)
  const seeking = goals.length === 1 ? goals[0]! : `the best trade-offs between ${listed(goals)}`
  const size = counted(searched, "parameter")
  return { about: "goal", says: `${definition.name} searched ${size} (${listedUpTo(8, names)}) for ${seeking}${under}.` }
}

/** Whether it still runs. A report of a running study must say so: it is out of date when it is read. */
export function standSentence({ ledger, runners }: Material): Sentence {
  const as = `What stands here is as of position ${ledger.seq} of its log, ${momentText(ledger.at)}`
  return {
    about: "stand",
    says: `${standing(ledger, runners)} ${as}${isRunning(ledger, runners) ? "; a later report will say more" : ""}.`,
  }
}

/** Whether some process has it open, or, where that is not known, whether some trial was handed out and has not ended. */
export const isRunning = ({ running }: Ledger, runners: number | undefined): boolean =>
  runners === undefined ? running.size > 0 : runners > 0

function standing(ledger: Ledger, runners: number | undefined): string {
  const { running, ended, held, waiting, paused } = ledger
  if (isRunning(ledger, runners)) return `It still runs: ${counted(running.size, "trial is", "trials are")} under way.`
  if (ended !== undefined) return `It has ended: ${ended}.`
  if (held !== undefined) return `It is paused, by ${held.by}: ${held.why}.`
  const open = [
    ...(running.size > 0 ? [`${counted(running.size, "trial")} had begun when what ran them was lost`] : []),
    ...(waiting.size > 0 ? [`${counted(waiting.size, "trial waits", "trials wait")} to be run`] : []),
    ...(paused.size > 0 ? [`${counted(paused.size, "trial is", "trials are")} paused`] : []),
  ]
  if (open.length > 0) return `Nothing runs now; ${listed(open)}.`
  const last = [...ledger.sessions.values()].findLast(({ lease }) => lease !== "none")
  return last?.closed === undefined ? "Nothing runs now." : `Nothing runs now; the last session ended with: ${last.closed}.`
}

/** Trials and time that were spent; nothing for a study that has not begun. */
export function spentSentence({ ledger, counts, progress }: Material): readonly Sentence[] {
  const { trials, added, budget } = ledger
  if (trials.length === 0) return [{ about: "spent", says: "No trial has begun." }]
  const states = (["complete", "pruned", "failed", "running", "paused", "waiting"] as const).filter((state) => counts[state] > 0)
  const parts = listed(states.map((state) => `${counts[state]} ${state}`))
  const limited = [budget.trials, budget.wall, budget.cost].some((limit) => limit !== undefined)
  const of = limited ? `, of a budget of ${budgetWords(budget)}` : ""
  const elsewhere = added > 0 ? `, ${added} of them added from elsewhere` : ""
  const time = progress.spent.time > 0 ? `; the study was open for ${spanText(progress.spent.time)}` : ""
  const excluded = trials.filter((trial) => trial.excluded !== undefined).length
  const out = excluded > 0 ? ` ${counted(excluded, "trial was", "trials were")} excluded by hand.` : ""
  return [{ about: "spent", says: `${counted(trials.length, "trial")}${elsewhere}${of}: ${parts}${time}.${out}` }]
}
