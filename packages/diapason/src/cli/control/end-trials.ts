import { fault, isShells, lastStep, pruningEvents, type EventStore, type Failure, type Ledger, type Trial, type Wish } from "@diapason/core"
import { agoText } from "../text/duration.ts"
import { withShellTrial } from "./shell-trial.ts"

interface At {
  readonly ledger: Ledger
  readonly store: EventStore
  readonly dir: string
}

/** What a person should know before a trial is ended. */
export function lossText(trial: Trial, now: number): string {
  const steps = lastStep(trial.curve)
  const reached = steps === undefined ? "has reported nothing" : `has reported step ${steps}`
  const since = trial.state === "running" && trial.startedAt !== undefined ? `, has run for ${agoText(now - trial.startedAt)}` : ""
  return `trial ${trial.number} (${trial.state}) ${reached}${since}`
}

/**
 * Ends trials early. One that a conductor runs is ended by it as soon as it looks, within a second; every other at once. Throws D230
 * where one has ended before.
 */
export async function pruneTrials(at: At, trials: readonly Trial[], wish: Wish): Promise<void> {
  const { ledger, store } = at
  const over = trials.find(({ state }) => !["running", "waiting", "paused"].includes(state))
  if (over !== undefined) throw fault("D230", { trial: over.number, state: over.state, wanted: "prune" })
  for (const trial of trials) {
    if (trial.state === "running" && isShells(ledger, trial))
      await withShellTrial(at, trial, (session) => session.prune(trial.number, wish))
    else await store.append(ledger.definition.name, pruningEvents(trial, wish))
  }
}

/** Ends what `ask` handed out and nobody has told: nobody else will. Returns the trials. */
export async function cancelShellTrials(at: At, { why, by }: Wish): Promise<readonly number[]> {
  const { ledger } = at
  const failure: Failure = { kind: "cancelled", message: `${why} (${by})` }
  const mine = [...ledger.running].filter((n) => isShells(ledger, ledger.trials[n]!))
  for (const n of mine) await withShellTrial(at, ledger.trials[n]!, (session) => session.end(n, { kind: "failed", failure }))
  return mine
}
