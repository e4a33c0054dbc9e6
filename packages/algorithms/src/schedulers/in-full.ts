import type { Fidelity, Next } from "@diapason/core"

/** The answer of rules that only end trials: a new one for each free slot, to run to its last step. */
export const inFull = (fidelity: Fidelity | undefined): Next =>
  fidelity === undefined ? { do: "start" } : { do: "start", fidelity: fidelity.max }
