import type { Choose } from "@diapason/core"
import type { Figures } from "./figures.ts"

/** Chooses as `choose` does; how long each suggestion takes is measured, the waiting for a thread included. */
export const measuredChoose =
  (choose: Choose, { suggestions }: Figures): Choose =>
  (definition, ledger) => {
    const algorithms = choose(definition, ledger)
    const { sampler } = algorithms
    return {
      ...algorithms,
      sampler: {
        ...sampler,
        suggest(state, ask) {
          const over = suggestions.startTimer({ sampler: sampler.id })
          const given = sampler.suggest(state, ask)
          if (!(given instanceof Promise)) return (over(), given)
          return given.finally(over)
        },
      },
    }
  }
