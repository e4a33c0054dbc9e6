import type { StudyEvent } from "@diapason/core"

/** What became of the attempts of one worker. */
export interface Deeds {
  complete: number
  pruned: number
  failed: number
  paused: number
  /** Put back, to be tried again. */
  requeued: number
}

export const noDeeds = (): Deeds => ({ complete: 0, pruned: 0, failed: 0, paused: 0, requeued: 0 })

/** Follows the log for what concerns the attempts of one session: says of each event whether it does, and counts in `deeds`. */
export function ownDeeds(session: string, deeds: Deeds): (event: StudyEvent) => boolean {
  const running = new Set<number>()
  return (event) => {
    if (!("trial" in event) || event.trial === undefined) return false
    if (event.kind === "trial.started" && event.session === session) running.add(event.trial)
    if (!running.has(event.trial)) return false
    const end = endOf(event)
    if (end !== undefined) {
      deeds[end]++
      running.delete(event.trial)
    }
    return true
  }
}

function endOf(event: StudyEvent): keyof Deeds | undefined {
  if (event.kind === "trial.finished") return event.state
  if (event.kind === "trial.requeued") return "requeued"
  return event.kind === "trial.decided" && event.action === "pause" ? "paused" : undefined
}

/** In words: `12 attempts: 9 complete, 2 pruned, 1 put back`. */
export function deedsText(deeds: Deeds): string {
  const parts = Object.entries(deeds).filter(([, count]) => count > 0) as [keyof Deeds, number][]
  const all = parts.reduce((sum, [, count]) => sum + count, 0)
  if (all === 0) return "no attempt"
  return `${all} attempt${all > 1 ? "s" : ""}: ${parts.map(([name, count]) => `${count} ${name === "requeued" ? "put back" : name}`).join(", ")}`
}
