import type { Mark } from "@diapason/views"

/** What stands for a state beside its word, so that nobody depends on colour. */
export const trialSigns: Readonly<Record<Mark, string>> = {
  complete: "●",
  running: "◐",
  waiting: "◌",
  paused: "⏸",
  pruned: "✂",
  failed: "✕",
  infeasible: "⊘",
  excluded: "◇",
}
