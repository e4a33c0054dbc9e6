import type { Seen } from "./history.ts"

/** Whether a trial came to its end and keeps all limits. */
export const isFeasible = ({ outcome }: Seen): boolean =>
  outcome.kind === "complete" && outcome.violations.every((violation) => violation <= 0)
