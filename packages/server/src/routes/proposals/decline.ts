import { z } from "zod"
import { fault } from "@diapason/core"
import { mayCall } from "../../access/identity.ts"
import { pendingChange } from "../../access/pending.ts"
import { wishBy } from "../../access/wish.ts"
import { route } from "../../route.ts"
import { answerKey, proposalParams, reason } from "./fields.ts"

/** Somebody does not agree; who proposed it may take it back. */
export const declineProposal = route({
  key: "POST /v1/studies/:study/proposals/:proposal/decline",
  does: "Declines a change that waits for approval; whoever proposed it may do so too.",
  needs: "runner",
  params: proposalParams,
  body: reason,
  answer: z.strictObject({ position: z.int() }),
  async handle(context, { params: { study, proposal: id }, body, who }) {
    const wish = wishBy(who, body?.why)
    const { proposal } = await pendingChange(context, study, id)
    if (proposal.by !== who.name && !mayCall(who, "owner", { study })) throw fault("D411", { needs: "owner", role: who.role })
    const appended = await context.store.append(study, [{ kind: "change.declined", id, ...wish }], { once: answerKey(id) })
    if (appended.outcome !== "won") throw fault("D612", { study, id })
    return { position: appended.events.at(-1)!.seq }
  },
})
