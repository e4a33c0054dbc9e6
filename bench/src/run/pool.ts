import { fork, type ChildProcess } from "node:child_process"
import { emptyRecord } from "./play.ts"
import type { Job, RunRecord } from "./record.ts"

/**
 * Plays jobs in `processes` child processes of `program`, one job each at a time. `onRecord` is called as each ends. A child that dies
 * fails its job and is replaced.
 */
export async function pool(jobs: readonly Job[], processes: number, program: URL, onRecord: (record: RunRecord) => void): Promise<void> {
  const waiting = [...jobs]
  const seats = Array.from({ length: Math.min(processes, jobs.length) }, async () => {
    let child: ChildProcess | undefined
    for (let job = waiting.shift(); job !== undefined; job = waiting.shift()) {
      if (child === undefined || !isAlive(child)) child = fork(program)
      onRecord(await played(child, job))
    }
    if (child !== undefined && isAlive(child)) child.disconnect()
  })
  await Promise.all(seats)
}

const isAlive = ({ connected, exitCode, signalCode }: ChildProcess): boolean => connected && exitCode === null && signalCode === null

function played(child: ChildProcess, job: Job): Promise<RunRecord> {
  return new Promise((resolve) => {
    const onMessage = (record: unknown): void => {
      child.off("exit", onExit)
      resolve(record as RunRecord)
    }
    const onExit = (code: number | null, signal: string | null): void => {
      child.off("message", onMessage)
      resolve({ ...emptyRecord(job), failed: `its process ended with ${signal ?? code}` })
    }
    child.once("message", onMessage)
    child.once("exit", onExit)
    child.send(job)
  })
}
