import { z } from "zod"
import { fault, type ProposedChange } from "@diapason/core"
import { pendingChange } from "../../access/pending.ts"
import { wishBy } from "../../access/wish.ts"
import { route } from "../../route.ts"
import { answerKey, proposalParams, reason } from "./fields.ts"

/** Somebody else agrees, and the change is made. */
export const approveProposal = route({
  key: "POST /v1/studies/:study/proposals/:proposal/approve",
  does: "Approves a change that another person has proposed, and makes it in the same moment.",
  needs: "owner",
  params: proposalParams,
  body: reason,
  answer: z.strictObject({ position: z.int() }),
  async handle(context, { params: { study, proposal: id }, body, who }) {
    const wish = wishBy(who, body?.why)
    const { proposal, revision } = await pendingChange(context, study, id)
    if (proposal.by === who.name) throw fault("D611", { id, by: who.name })
    if (overtaken(proposal, revision)) throw fault("D613", { id, revision })
    const appended = await context.store.append(study, [{ kind: "change.approved", id, ...wish }, ...proposal.events], {
      once: answerKey(id),
    })
    if (appended.outcome !== "won") throw fault("D612", { study, id })
    return { position: appended.events.at(-1)!.seq }
  },
})

/** A revision is of the study as it was; after another one it would say something else. */
const overtaken = ({ events }: ProposedChange, revision: number): boolean =>
  events.some((event) => event.kind === "study.revised" && event.revision !== revision + 1)
