import { z } from "zod"
import { shellSession } from "@diapason/core"
import { statusView } from "@diapason/views"
import { route } from "../../route.ts"
import { amount, json, statusFields, studyParams } from "../../schemas/shared.ts"
import { liveSessions } from "../../studies/live-sessions.ts"

/** One study without its trials. */
export const showStudy = route({
  key: "GET /v1/studies/:study",
  does: "How a study stands: counts, budget, the best. While it is read for the first time, as far as that has come.",
  needs: "viewer",
  params: studyParams,
  answer: z.strictObject({
    ...statusFields,
    state: z.enum(["running", "idle", "ended"]),
    /** Why it ended. */
    ended: z.string().optional(),
    /** Why nothing new is handed out for now. */
    held: z.strictObject({ why: z.string(), by: z.string() }).optional(),
    notes: z.record(z.string(), json),
    /** Position of the last change of budget or notes: what a change of them names as `expects`. */
    settings: z.int().min(1),
    loading: z.strictObject({ position: amount, of: amount }).optional(),
    /** The store does not answer just now; this is what was known before. */
    stale: z.literal(true).optional(),
  }),
  async handle({ store, studies, clock }, { params: { study } }) {
    const { ledger, reading, failed, history } = await studies.glance(study)
    const whole = reading === undefined && failed === undefined
    // Notes of a big study that was read from its snapshot come a moment later.
    const notes = whole ? history.whole().catch(() => undefined) : undefined
    if (ledger.seq - history.chronicle.seq < near) await notes
    const open = [...ledger.sessions.values()].filter((s) => s.closed === undefined && s.session !== shellSession).map((s) => s.session)
    const live = await liveSessions(store, study, open)
    return {
      ...statusView(ledger, clock.now(), live),
      state: live.size > 0 ? ("running" as const) : ledger.ended === undefined ? ("idle" as const) : ("ended" as const),
      ...(ledger.ended !== undefined && { ended: ledger.ended }),
      ...(ledger.held !== undefined && { held: ledger.held }),
      notes: { ...history.chronicle.notes },
      settings: history.chronicle.settings,
      ...(reading !== undefined && { loading: reading }),
      ...(failed !== undefined && { stale: true as const }),
    }
  },
})

/** Events. */
const near = 100_000
