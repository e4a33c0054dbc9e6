import { createHash } from "node:crypto"
import { fault } from "@diapason/core"

/**
 * Answers that were given to requests with an `Idempotency-Key`: sent again, the same request gets the same answer, and is not done
 * twice; while it is under way, the second waits for the first. Kept in memory, the newest ten thousand: what has to outlive a restart
 * stands in the log, where a request that is asked again finds its own trace (an attempt that was handed out, an end that was told).
 * What failed is not kept: it has changed nothing, and may be tried again.
 */
export interface KeptAnswers {
  /** `by`: who asks for what, with the key; `body`: what came with it. Throws D423 when the key came with another body before. */
  once<T>(by: string, body: string, work: () => Promise<T>): Promise<T>
}

export function keptAnswers(most = 10_000): KeptAnswers {
  const kept = new Map<string, { readonly body: string; readonly answer: Promise<unknown> }>()
  return {
    once<T>(by: string, text: string, work: () => Promise<T>): Promise<T> {
      const body = createHash("sha256").update(text).digest("base64")
      const known = kept.get(by)
      if (known !== undefined && known.body !== body) return Promise.reject(fault("D423", { key: by.slice(by.lastIndexOf(" ") + 1) }))
      if (known !== undefined) return known.answer as Promise<T>
      const answer = work()
      kept.set(by, { body, answer })
      if (kept.size > most) kept.delete(kept.keys().next().value!)
      answer.catch(() => kept.delete(by))
      return answer
    },
  }
}
