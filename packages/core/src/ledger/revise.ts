import type { StudyRevised } from "../event/event.ts"
import { assemble } from "../space/assemble.ts"
import { rebuildFront } from "./front.ts"
import type { GrowingLedger } from "./ledger.ts"
import { flatToday, revisedDefinition } from "./revision.ts"
import { createRules } from "./rules.ts"

/** Takes a revision in. One that does not follow the newest (two sessions asked at one time) changes nothing. */
export function revise(ledger: GrowingLedger, event: StudyRevised): void {
  if (event.revision !== ledger.revisions.length + 1) return
  const before = ledger.revisions.length
  ledger.definition = { ...revisedDefinition(ledger.definition, event), budget: ledger.budget }
  ledger.rules = createRules(ledger.definition)
  ledger.space = ledger.rules.space
  const { was, renamed } = event
  ledger.revisions.push({ seq: ledger.seq, space: ledger.space, ...(was && { was }), ...(renamed && { renamed }) })
  // What waits to be tried first and lies outside by now is no wish any more.
  ledger.baselines = ledger.baselines.flatMap((baseline) => {
    const flat = flatToday(ledger, { config: baseline.config, revision: before })
    return flat === undefined ? [] : [{ ...baseline, config: assemble(ledger.space, flat) }]
  })
  // Who widens a study wants it to go on.
  delete ledger.ended
  rebuildFront(ledger)
}
