import { fault, type Chosen, type Ledger } from "@diapason/core"
import { choose, schedulerOf } from "../choose.ts"
import { schedulers } from "../schedulers.ts"

/**
 * Throws where no record can tell what would have been under a scheduler: D321 and D322 where there is none of that name, or with such
 * settings; D186 where it is one that makes trials of its own, or where the study's own trials depended on its scheduler; D187 where
 * nothing was recorded that could be decided on.
 */
export function answerable(ledger: Ledger, scheduler: Chosen): void {
  const { definition } = ledger
  choose({ ...definition, scheduler, adapt: [] }, ledger)
  refuseEmpty(ledger)
  const name = schedulerOf({ ...definition, scheduler })
  const why = reasons[name] ?? ownTrials(ledger)
  if (why === undefined) return
  const wanted = scheduler.type === name ? name : `${scheduler.type}, which is ${name} here,`
  throw fault("D186", {
    study: definition.name,
    wanted: `the scheduler ${wanted}`,
    why,
    answerable: ownTrials(ledger) === undefined ? playable : [],
  })
}

/** Throws D187 where a study has no curve that another scheduler could judge, or nothing but failures. */
function refuseEmpty({ trials, definition }: Ledger): void {
  const { name, objectives } = definition
  const { metric } = objectives[0]!
  if (trials.length === 0) throw fault("D187", { study: name, lacks: "no trial was run yet" })
  if (trials.every(({ state }) => state === "failed"))
    throw fault("D187", { study: name, lacks: `all ${trials.length} trials have failed` })
  if (!trials.some(({ curve }) => curve.steps.length > 1))
    throw fault("D187", { study: name, lacks: `no trial has reported ${metric} at more than one step` })
}

/** What keeps the trials of a study from being anybody else's: they were begun or changed by its scheduler or its rules. */
function ownTrials({ trials }: Ledger): string | undefined {
  const born = trials.filter(({ parent }) => parent !== undefined).length
  const changed = trials.filter(({ updates }) => updates.some(({ state }) => state === "applied")).length
  if (born > 0) return `${born} of its trials went on from what another had learned, by the decision of its own scheduler.`
  return changed > 0
    ? `Values of ${changed} of its trials were changed while they ran, so their curves belong to those changes.`
    : undefined
}

/** Why a scheduler cannot be asked about recorded trials. */
const reasons: Readonly<Record<string, string>> = {
  "freeze-thaw": "Its sampler weighs each paused trial against a configuration of its own, and that one was never run.",
  dehb: "It makes the configurations itself, and those were never run.",
  pbt: "It copies what one trial has learned into another and changes values on the way; such trainings were never run.",
  pb2: "It copies what one trial has learned into another and changes values on the way; such trainings were never run.",
  "replay-schedule": "It runs a schedule of its own, which is not among the recorded trials.",
}

/** Schedulers that a record can answer for. */
export const playable: readonly string[] = Object.keys(schedulers).filter((name) => reasons[name] === undefined && name !== "auto")
