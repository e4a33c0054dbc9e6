import { eventWords } from "@diapason/views"
import type { StudyEvent } from "@diapason/core"
import type { Milestone } from "./milestones.ts"

/** What a moment is, in one line: `position 884 of 1180 · 12:41 · #31 became the best`. */
export function momentWords(
  position: number,
  last: number,
  time: number,
  what: { readonly event?: StudyEvent | undefined; readonly milestone?: Milestone | undefined },
): string {
  const says = what.milestone?.says ?? (what.event === undefined ? undefined : eventWords(what.event).says)
  return [`position ${position} of ${last}`, clock(time), says].filter((part) => part !== undefined).join(" · ")
}

/** `12:41:07`, where the reader is. */
export const clock = (time: number): string =>
  new Date(time).toLocaleTimeString("en-GB", { hour: "2-digit", minute: "2-digit", second: "2-digit" })
