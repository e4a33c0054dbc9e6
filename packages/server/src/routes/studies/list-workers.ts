import { z } from "zod"
import { runningOf, shellSession } from "@diapason/core"
import { route } from "../../route.ts"
import { json, studyParams, trialNumber } from "../../schemas/shared.ts"
import { liveSessions } from "../../studies/live-sessions.ts"

const worker = z.strictObject({
  session: z.string(),
  /** `alive`: its lease holds. `silent`: nobody has closed it, and it gave no sign of life. `shell`: commands of a shell. */
  state: z.enum(["alive", "silent", "shell", "closed"]),
  host: z.string(),
  pid: z.number(),
  openedAt: z.number(),
  /** When something of it was last written. */
  heardAt: z.number(),
  closed: z.string().optional(),
  /** Why a person wants it to leave. */
  stopped: z.string().optional(),
  running: z.array(trialNumber),
  /** Versions, command, commit, platform. */
  facts: z.record(z.string(), json),
})

/** Who has run the study, and who runs it now. */
export const listWorkers = route({
  key: "GET /v1/studies/:study/workers",
  does: "The sessions of a study, the newest first, with what they run; at most 500.",
  needs: "viewer",
  params: studyParams,
  answer: z.strictObject({ study: z.string(), workers: z.array(worker) }),
  async handle({ store, studies }, { params: { study } }) {
    const { ledger } = await studies.soon(study)
    const sessions = [...ledger.sessions.values()].reverse().sort((a, b) => Number(a.closed !== undefined) - Number(b.closed !== undefined))
    const open = sessions.filter((s) => s.closed === undefined && s.session !== shellSession).map((s) => s.session)
    const live = await liveSessions(store, study, open.slice(0, most))
    const workers = sessions.slice(0, most).map(({ session, holder, facts, openedAt, seenAt, closed, stopped }) => ({
      session,
      state:
        closed !== undefined
          ? ("closed" as const)
          : session === shellSession
            ? ("shell" as const)
            : live.has(session)
              ? ("alive" as const)
              : ("silent" as const),
      host: holder.host,
      pid: holder.pid,
      openedAt,
      heardAt: seenAt,
      ...(closed !== undefined && { closed }),
      ...(stopped !== undefined && { stopped: `${stopped.why} (${stopped.by})` }),
      running: closed === undefined ? runningOf(ledger, session).map(({ number }) => number) : [],
      facts: facts as Readonly<Record<string, never>>,
    }))
    return { study, workers }
  },
})

const most = 500
