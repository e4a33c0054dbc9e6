import { ProblemError } from "@diapason/server/client"
import { api } from "../live/api.ts"

/** What can be done to trials that are there. */
export type TrialVerb = "exclude" | "include" | "retry"

/** What came of it: how many, and one line for each refusal that differs. */
export interface Acted {
  readonly done: number
  readonly refused: readonly string[]
}

/** Does it to one trial after the other; a refusal does not keep the rest from it. */
export async function actOnTrials(study: string, trials: readonly number[], verb: TrialVerb, why: string): Promise<Acted> {
  const refused = new Set<string>()
  let done = 0
  for (const trial of trials)
    try {
      await send(`POST /v1/trials/:study/:trial:${verb}`, { params: { study, trial }, body: why === "" ? {} : { why } })
      done++
    } catch (error) {
      refused.add(error instanceof ProblemError ? [error.message, error.why].filter(Boolean).join(" ") : String(error))
    }
  return { done, refused: [...refused] }
}

/** A route by its key, as a text. */
const send = api as unknown as (key: string, asked: object) => Promise<unknown>
