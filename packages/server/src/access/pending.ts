import { fault, type ProposedChange } from "@diapason/core"
import type { Context } from "../context.ts"

/** What waits for approval in a study, up to the end of its log. */
interface Pending {
  /** Oldest first. */
  readonly proposals: readonly ProposedChange[]
  /** The revision that the study has. */
  readonly revision: number
}

/** Throws D303, D4xx. */
export async function pendingChanges({ store, studies }: Context, study: string): Promise<Pending> {
  const { ledger } = await studies.open(study)
  const found = new Map(ledger.proposals.map((proposal) => [proposal.id, proposal]))
  let revision = ledger.revisions.length
  // The ledger follows the log by some moments; who answers a proposal has just been told of it.
  for await (const batch of store.read(study, ledger.seq)) {
    for (const event of batch) {
      if (event.kind === "change.proposed") found.set(event.id, event)
      else if (event.kind === "change.approved" || event.kind === "change.declined") found.delete(event.id)
      else if (event.kind === "study.revised") revision = event.revision
    }
  }
  return { proposals: [...found.values()], revision }
}

/** One of them. Throws D612 where it does not wait, or not any more. */
export async function pendingChange(
  context: Context,
  study: string,
  id: string,
): Promise<{ readonly proposal: ProposedChange; readonly revision: number }> {
  const { proposals, revision } = await pendingChanges(context, study)
  const proposal = proposals.find((proposal) => proposal.id === id)
  if (proposal === undefined) throw fault("D612", { study, id })
  return { proposal, revision }
}
