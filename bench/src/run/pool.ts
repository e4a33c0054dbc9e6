import { fork, type ChildProcess } from "node:child_process"

/**
 * Plays jobs in `processes` child processes of `program`, one job each at a time. `onRecord` is called as each ends. A child that dies
 * fails its job, of which `broken` makes a record, and is replaced.
 */
export async function pool<Job extends object, Record>(
  jobs: readonly Job[],
  processes: number,
  program: URL,
  onRecord: (record: Record) => void,
  broken: (job: Job, why: string) => Record,
): Promise<void> {
  const waiting = [...jobs]
  const seats = Array.from({ length: Math.min(processes, jobs.length) }, async () => {
    let child: ChildProcess | undefined
    for (let job = waiting.shift(); job !== undefined; job = waiting.shift()) {
      if (child === undefined || !isAlive(child)) child = fork(program)
      onRecord(await played(child, job, broken))
    }
    if (child !== undefined && isAlive(child)) child.disconnect()
  })
  await Promise.all(seats)
}

const isAlive = ({ connected, exitCode, signalCode }: ChildProcess): boolean => connected && exitCode === null && signalCode === null

function played<Job extends object, Record>(child: ChildProcess, job: Job, broken: (job: Job, why: string) => Record): Promise<Record> {
  return new Promise((resolve) => {
    const onMessage = (record: unknown): void => {
      child.off("exit", onExit)
      resolve(record as Record)
    }
    const onExit = (code: number | null, signal: string | null): void => {
      child.off("message", onMessage)
      resolve(broken(job, `its process ended with ${signal ?? code}`))
    }
    child.once("message", onMessage)
    child.once("exit", onExit)
    child.send(job)
  })
}
