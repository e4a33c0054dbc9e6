import { fault } from "@diapason/core"
import { pauseBefore } from "../patience.ts"
import type { Work } from "../work.ts"
import { Refusal, type Remote, type RemoteRun } from "./remote.ts"

/** What the server says of the study; asked until it answers and, where the worker was to stay a while, until the study is there. */
export async function knownRun({ clock, untilIdle, notices }: Work, remote: Remote, study: string): Promise<RemoteRun> {
  let waited = 0
  for (let tries = 0; ; tries++) {
    const answer = await remote.run().catch(refusalIn)
    if (!(answer instanceof Refusal)) return answer
    const passes = answer.kind === "away" || (answer.kind === "missing" && untilIdle !== undefined)
    if (!passes || notices.code() !== undefined) throw faultOf(answer, remote.url, study)
    if (waited >= (untilIdle ?? (answer.kind === "away" ? startPatience : 0))) {
      if (answer.kind === "missing") throw faultOf(answer, remote.url, study)
      throw fault("D450", { server: remote.url, seconds: Math.round(waited / 1000), detail: answer.message })
    }
    const pause = answer.after ?? pauseBefore(tries)
    await clock.after(pause)
    waited += pause
  }
}

/** Milliseconds for which a server is asked at the beginning: an address that is wrong is not asked for long. */
const startPatience = 30_000

/** The refusal among what may be thrown. */
export const refusalIn = (error: unknown): Refusal => {
  if (error instanceof Refusal) return error
  throw error
}

/** The error that a refusal is for a person. */
export function faultOf({ kind, message }: Refusal, server: string, study: string): Error {
  if (kind === "denied") return fault("D451", { server, detail: message, needs: "runner" })
  if (kind === "missing") return fault("D303", { study, known: [] })
  if (kind === "away") return fault("D450", { server, detail: message })
  return fault("D454", { server, detail: message })
}
