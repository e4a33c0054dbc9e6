import type { TrialUpdate } from "@diapason/core"

/** What became of a change in the middle of a run, and why it was made. */
export function updateText(update: TrialUpdate): string {
  switch (update.state) {
    case "sent":
      return `${update.why}; not answered yet`
    case "applied":
      return `${update.why}; ${update.apply === "restart" ? "started again" : `applied at step ${update.appliedAt ?? update.step}`}`
    case "refused":
      return `${update.why}; refused: ${update.refusal ?? "no reason was given"}`
    case "unanswered":
      return `${update.why}; never answered, so it does not count`
  }
}
