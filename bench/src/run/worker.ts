// The child process of a run: takes a job, plays it, sends its record back. Ends with its parent.
import type { Contestant } from "../contestants/contestant.ts"
import { contestantNamed } from "../contestants/contestant-named.ts"
import { problemNamed } from "../problems.ts"
import { emptyRecord, play } from "./play.ts"
import type { Job, RunRecord } from "./record.ts"

/** Studies that one peer process plays before it is started anew: some libraries keep what they had. */
const most = 25

let seated: { readonly name: string; readonly contestant: Contestant; played: number } | undefined

process.on("message", (job: Job) => {
  void played(job).then((record) => process.send?.(record))
})
process.on("disconnect", () => {
  void seated?.contestant.close().finally(() => process.exit())
  if (seated === undefined) process.exit()
})

async function played(job: Job): Promise<RunRecord> {
  try {
    const seat = await seatOf(job.contestant)
    seat.played++
    const record = await play(seat.contestant, problemNamed(job.problem), job)
    // A process that broke may have ended.
    if (record.failed !== undefined) await leave()
    return record
  } catch (error) {
    return { ...emptyRecord(job), failed: String(error) }
  }
}

async function seatOf(name: string) {
  if (seated?.name !== name || seated.played >= most) await leave()
  seated ??= { name, contestant: contestantNamed(name), played: 0 }
  return seated
}

async function leave(): Promise<void> {
  const { contestant } = seated ?? {}
  seated = undefined
  await contestant?.close()
}
