import type { JobOutput } from "@diapason/core"
import { podLog, type PodLog } from "./pod-log.ts"
import type { Api } from "./api.ts"
import type { Shelf } from "./shelf.ts"
import { stampedLines } from "./stamped-lines.ts"

/** What jobs print, for all who read it here. */
interface Outputs {
  of(id: string): JobOutput
  /**
   * Nobody reads the log of a pod that is gone. Before a job is deleted, its log is read to its end for whoever asks later; nothing is done
   * where somebody reads it already.
   */
  keep(id: string): Promise<void>
}

/** `settle` brings the shelf up to date. */
export function outputs(api: Api, shelf: Shelf, settle: () => Promise<void>): Outputs {
  const kept = new Map<string, Kept>()
  const readers = new Map<string, number>()

  const keep = async (id: string): Promise<void> => {
    const pod = shelf.pod(id)?.metadata.name
    if (pod === undefined || kept.has(id) || (readers.get(id) ?? 0) > 0) return
    const one = keptLog(podLog(api, pod))
    for (const [oldest] of kept) if (kept.size >= mostKept) kept.delete(oldest)
    kept.set(id, one)
    await one.open
  }
  return {
    keep,
    of(id) {
      const lines = stampedLines()
      let log: PodLog | undefined
      let at = 0
      const count = (by: number): unknown => readers.set(id, (readers.get(id) ?? 0) + by)
      return {
        async read() {
          const old = log === undefined ? kept.get(id) : undefined
          if (old !== undefined) {
            const all = await old.whole
            const part = all.subarray(at)
            at = all.length
            return part
          }
          if (log === undefined) {
            await settle()
            const pod = shelf.pod(id)?.metadata.name
            if (pod === undefined) return nothing
            log = podLog(api, pod, lines)
            count(1)
            await log.open
          }
          // All of it is there once the job has ended.
          if (shelf.state(id).kind === "ended") await log.over
          const { stopped } = log
          const part = log.take()
          if (stopped !== undefined) {
            // It is taken up again at the next reading.
            log = undefined
            count(-1)
            if (stopped.error !== undefined && part.length === 0) throw stopped.error
          }
          return part
        },
        close() {
          if (log === undefined) return
          log.close()
          count(-1)
        },
      }
    },
  }
}

interface Kept {
  readonly open: Promise<void>
  readonly whole: Promise<Uint8Array>
}

const keptLog = (log: PodLog): Kept => ({ open: log.open, whole: log.over.then(() => log.take()) })

const nothing = new Uint8Array(0)

/** Jobs whose output is kept after they were deleted. */
const mostKept = 64
