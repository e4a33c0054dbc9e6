import type { Definition } from "../event/definition.ts"
import type { Ask, Sampler } from "../ports/sampler.ts"
import type { Choose } from "./mind.ts"

/**
 * Chooses as `choose` does. `asked` hears of each suggestion that a sampler is asked for, and what it gives back is called when that has come,
 * the waiting for a thread included.
 */
export const timedChoose =
  (choose: Choose, asked: (definition: Definition, sampler: Sampler, ask: Ask) => () => void): Choose =>
  (definition, ledger) => {
    const algorithms = choose(definition, ledger)
    const { sampler } = algorithms
    return {
      ...algorithms,
      sampler: {
        ...sampler,
        suggest(state, ask) {
          const over = asked(definition, sampler, ask)
          const given = sampler.suggest(state, ask)
          if (!(given instanceof Promise)) return (over(), given)
          return given.finally(over)
        },
      },
    }
  }
