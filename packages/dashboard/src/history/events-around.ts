import type { StudyEvent } from "@diapason/core"

/** Reports are most of a log and say little of themselves. */
const quiet = new Set(["trial.reported", "trial.checkpointed", "checkpoint.removed", "trial.started"])

/** A stop is said by the end that comes of it, with the same reason. */
const isSaidAgain = (event: StudyEvent): boolean => event.kind === "trial.decided" && event.action === "stop"

/** The events around a position, oldest first: so many before and after it, and the one at it. */
export function eventsAround(events: readonly StudyEvent[], position: number, all: boolean, count = 14): readonly StudyEvent[] {
  const tells = (event: StudyEvent): boolean => all || event.seq === position || !(quiet.has(event.kind) || isSaidAgain(event))
  const first = events[0]?.seq ?? 1
  const here = position - first
  const before: StudyEvent[] = []
  for (let i = Math.min(here, events.length - 1); i >= 0 && before.length <= count; i--) if (tells(events[i]!)) before.push(events[i]!)
  const after: StudyEvent[] = []
  for (let i = Math.max(0, here + 1); i < events.length && after.length < count; i++) if (tells(events[i]!)) after.push(events[i]!)
  return [...before.reverse(), ...after]
}
