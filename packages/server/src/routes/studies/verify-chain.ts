import { z } from "zod"
import { origin, verifyChain, type ChainHead, type EventStore } from "@diapason/core"
import { route } from "../../route.ts"
import { limit, position, studyParams } from "../../schemas/shared.ts"
import { inSlices } from "../../studies/slices.ts"

/** Whether the log is as it was written. */
export const checkChain = route({
  key: "GET /v1/studies/:study/chain",
  does: "Checks the chain of hashes from a position on; `next` is the `after` to go on with, absent at the end.",
  needs: "viewer",
  params: studyParams,
  query: z.object({ after: position.default(0), limit: limit(50_000, 20_000) }),
  answer: z.strictObject({
    study: z.string(),
    whole: z.boolean(),
    /** What was checked: the events after `from` up to `to`. */
    from: z.int(),
    to: z.int(),
    /** How many there are. */
    of: z.int(),
    hash: z.string(),
    /** What is wrong, and where. */
    broken: z.strictObject({ position: z.int(), detail: z.string() }).optional(),
    next: z.int().optional(),
  }),
  async handle({ store, studies }, { params: { study }, query: { after, limit: most } }) {
    const { ledger, reading } = await studies.glance(study)
    const from = await headAt(store, study, after)
    let head = from
    let broken: { readonly position: number; readonly detail: string } | undefined
    let left = most
    for await (const batch of store.read(study, from.seq)) {
      await inSlices(batch.slice(0, left), (event) => {
        if (broken !== undefined) return
        const check = verifyChain([event], head)
        if (check.whole) head = check.head
        else broken = { position: check.seq, detail: check.detail }
      })
      left -= batch.length
      if (left <= 0 || broken !== undefined) break
    }
    const of = Math.max(ledger.seq, reading?.of ?? 0, head.seq)
    const done = { study, whole: broken === undefined, from: from.seq, to: head.seq, of, hash: head.hash }
    return { ...done, ...(broken !== undefined && { broken }), ...(broken === undefined && head.seq < of && { next: head.seq }) }
  },
})

/** Where the chain stands at a position; at the end of the log where it has none there. */
async function headAt(store: EventStore, study: string, at: number): Promise<ChainHead> {
  if (at === 0) return origin
  for await (const batch of store.read(study, at - 1)) if (batch[0] !== undefined) return { seq: batch[0].seq, hash: batch[0].hash }
  return { seq: at, hash: "" }
}
