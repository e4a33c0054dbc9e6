import { fault } from "../errors/fault.ts"
import type { RunningTrial, Trial } from "../ledger/trial.ts"
import type { Access } from "./access.ts"

/** The trial of this number. Throws D231. */
export function knownTrial({ mind: { ledger } }: Access, number: number): Trial {
  const trial = ledger.trials[number]
  if (trial === undefined) throw fault("D231", { trial: number, count: ledger.trials.length })
  return trial
}

/** The trial of this number, which runs; `wanted`: what is about to be done with it. Throws D230, D231. */
export function runningTrial(access: Access, number: number, wanted: string): RunningTrial {
  const trial = knownTrial(access, number)
  if (trial.state !== "running") throw fault("D230", { trial: number, state: trial.state, wanted })
  return trial
}
