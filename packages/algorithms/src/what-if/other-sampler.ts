import { fault, type Chosen, type Ledger } from "@diapason/core"
import { choose } from "../choose.ts"
import { playable } from "./answerable.ts"

/**
 * What another sampler would have suggested was never run, so the record says nothing of how that would have gone. The error that says so,
 * and what can be asked instead. Throws D320 and D322 where there is no sampler of that name, or with such settings.
 */
export function otherSampler(ledger: Ledger, sampler: Chosen): Error {
  const { definition } = ledger
  choose({ ...definition, sampler, scheduler: { type: "none" }, adapt: [] }, ledger)
  return fault("D186", {
    study: definition.name,
    wanted: `the sampler ${sampler.type}`,
    why: "What it would have suggested was never run, and each of its suggestions would have followed from the results of those before.",
    answerable: playable,
  })
}
