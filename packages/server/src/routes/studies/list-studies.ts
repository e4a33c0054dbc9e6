import { z } from "zod"
import { mayCall } from "../../access/identity.ts"
import { route } from "../../route.ts"
import { amount, bestTrial, budget, counts, json, objective, spent } from "../../schemas/shared.ts"
import { liveSessions } from "../../studies/live-sessions.ts"
import { shareOf } from "../../studies/summary.ts"

const summary = z.strictObject({
  study: z.string(),
  /** Of the log. */
  position: z.int(),
  /** Of its newest event. */
  at: z.number(),
  /** Nothing more is known yet: the study is being read. */
  loading: z.literal(true).optional(),
  created: z.number().optional(),
  state: z.enum(["running", "idle", "ended"]).optional(),
  held: z.string().optional(),
  counts,
  /** How many sessions are alive. */
  sessions: amount,
  objectives: z.array(objective),
  /** The first of the front. */
  best: z.array(bestTrial),
  front: amount,
  /** The best value of the first objective as it came down or up, oldest first. */
  trend: z.array(z.number()).max(24),
  budget,
  spent,
  /** Which part of the budget is gone, 0 to 1. */
  share: z.number().min(0).max(1).optional(),
  notes: z.record(z.string(), json),
})

/** All studies of the store that the caller may see. */
export const listStudies = route({
  key: "GET /v1/studies",
  does: "The studies, in the order of their creation.",
  needs: "viewer",
  answer: z.strictObject({ studies: z.array(summary) }),
  async handle({ store, summaries }, { who }) {
    const headers = []
    for await (const header of store.studies()) if (mayCall(who, "viewer", { study: header.study })) headers.push(header)
    const known = await summaries.of(headers)
    const studies = headers.map(async ({ study, seq, at }, i) => {
      const one = known[i]
      if (one === undefined) return { ...unread, study, position: seq, at }
      const live = await liveSessions(store, study, one.open)
      const { open: _, ended, position: __, at: ___, failures: ____, workers: _____, ...rest } = one
      const share = shareOf(one)
      return {
        ...rest,
        position: seq,
        at,
        sessions: live.size,
        state: live.size > 0 ? ("running" as const) : ended === undefined ? ("idle" as const) : ("ended" as const),
        ...(share !== undefined && { share }),
      }
    })
    return { studies: await Promise.all(studies) }
  },
})

/** What a study shows before it is read. */
const unread = {
  loading: true as const,
  counts: { waiting: 0, running: 0, paused: 0, complete: 0, pruned: 0, failed: 0 },
  sessions: 0,
  objectives: [],
  best: [],
  front: 0,
  trend: [],
  budget: {},
  spent: { trials: 0, wall: 0 },
  notes: {},
}
