import type { Ledger } from "@diapason/core"

/** Whether the study's budget of trials is handed out: whatever goes on now is among those that there are. */
export const isSpent = ({ budget, trials, added }: Ledger): boolean => budget.trials !== undefined && trials.length - added >= budget.trials
