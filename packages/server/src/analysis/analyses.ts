import { fault } from "@diapason/core"
import type { Analyst, Asked } from "./analyst.ts"

/** What was worked out of studies. The same question at the same position of the log is worked out once. */
export interface Analyses {
  /**
   * `exact`: of this position and no other; else who asks while an older answer to the same is under way is given that one, so that a study that
   * changes all the time is not worked out for each of its events. Throws D460 where there is nobody to ask, D461 where too much is asked.
   */
  ask(asked: Asked & { readonly exact?: boolean }): Promise<Analysis>
}

interface Analysis {
  /** Of the log. */
  readonly position: number
  readonly answer: unknown
}

/** Keeps the newest `most` answers; `busy` questions at most are under way. */
export function analyses(analyst: Analyst | undefined, { most = 64, busy = 32 } = {}): Analyses {
  const kept = new Map<string, Promise<Analysis>>()
  const underway = new Map<string, Promise<Analysis>>()
  let open = 0
  const begin = (asked: Asked): Promise<Analysis> => {
    const { study, position, question } = asked
    if (analyst === undefined)
      return Promise.reject(fault("D460", { study, what: question.kind, detail: "this server was started without" }))
    if (open >= busy) return Promise.reject(fault("D461", { study, what: question.kind, most: busy }))
    open++
    return analyst
      .answer({ study, position, question })
      .finally(() => open--)
      .then((answer) => ({ position, answer }))
  }
  return {
    async ask({ study, position, question, exact = false }) {
      const about = JSON.stringify([study, question])
      const key = `${position} ${about}`
      const known = kept.get(key) ?? (exact ? undefined : underway.get(about))
      if (known !== undefined) return await known
      const asked = begin({ study, position, question })
      kept.set(key, asked)
      underway.set(about, asked)
      if (kept.size > most) kept.delete(kept.keys().next().value!)
      try {
        return await asked
      } catch (error) {
        // The next one may have more luck.
        if (kept.get(key) === asked) kept.delete(key)
        throw error
      } finally {
        if (underway.get(about) === asked) underway.delete(about)
      }
    },
  }
}
