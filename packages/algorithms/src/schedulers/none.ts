import type { Fidelity, Scheduler } from "@diapason/core"
import { inFull } from "./in-full.ts"

/** Every trial runs in full, as soon as there is a slot for it. */
export const none = (): Scheduler<Fidelity | undefined> => ({
  id: "none/1",
  init: ({ fidelity }) => fidelity,
  observe: (fidelity) => fidelity,
  next: inFull,
  decide: () => ({ action: "continue", why: "every trial runs in full" }),
})
