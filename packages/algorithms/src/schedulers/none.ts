import type { Fidelity, Scheduler } from "@diapason/core"

/** Every trial runs in full, as soon as there is a slot for it. */
export const none = (): Scheduler<Fidelity | undefined> => ({
  id: "none/1",
  init: ({ fidelity }) => fidelity,
  observe: (fidelity) => fidelity,
  next: (fidelity) => (fidelity === undefined ? { do: "start" } : { do: "start", fidelity: fidelity.max }),
  decide: () => ({ action: "continue", why: "every trial runs in full" }),
})
