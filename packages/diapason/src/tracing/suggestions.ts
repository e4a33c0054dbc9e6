import { timedChoose, type Choose } from "@diapason/core"

/** When a suggestion was asked for and given, milliseconds since 1970. */
interface Suggested {
  readonly from: number
  readonly to: number
  readonly sampler: string
}

/** How long suggestions took, until it is known which attempts came of them. */
export interface Suggestions {
  timed(choose: Choose): Choose
  /** What is known of the suggestion of a trial; it is then forgotten. */
  take(study: string, trial: number): Suggested | undefined
}

export function suggestions(): Suggestions {
  const known = new Map<string, Suggested>()
  const keyOf = (study: string, trial: number): string => `${study}/${trial}`
  const keep = (key: string, one: Suggested): void => {
    known.set(key, one)
    // Those of trials that somebody else was quicker with come to nothing.
    if (known.size > most) known.delete(known.keys().next().value!)
  }
  return {
    timed: (choose) =>
      timedChoose(choose, (definition, { id: sampler }, { number }) => {
        const from = Date.now()
        return () => keep(keyOf(definition.name, number), { from, to: Date.now(), sampler })
      }),
    take(study, trial) {
      const key = keyOf(study, trial)
      const one = known.get(key)
      known.delete(key)
      return one
    },
  }
}

const most = 1000
