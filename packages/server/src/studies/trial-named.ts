import { fault, type Ledger, type Trial } from "@diapason/core"
import type { Context } from "../context.ts"

/** A trial as it is now. Throws D144, D303, D430, D4xx. */
export async function trialNamed(
  { studies }: Pick<Context, "studies">,
  study: string,
  number: number,
): Promise<{ readonly ledger: Ledger; readonly trial: Trial }> {
  const { ledger } = await studies.soon(study)
  const trial = ledger.trials[number]
  if (trial === undefined) throw fault("D144", { study, trial: String(number), count: ledger.trials.length })
  return { ledger, trial }
}
