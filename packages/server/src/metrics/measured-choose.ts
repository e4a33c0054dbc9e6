import { timedChoose, type Choose } from "@diapason/core"
import type { Figures } from "./figures.ts"

/** Chooses as `choose` does; how long each suggestion takes is measured, the waiting for a thread included. */
export const measuredChoose = (choose: Choose, { suggestions }: Figures): Choose =>
  timedChoose(choose, (_definition, { id }) => suggestions.startTimer({ sampler: id }))
