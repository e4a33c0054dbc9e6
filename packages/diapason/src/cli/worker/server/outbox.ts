import type { Clock, Signal } from "@diapason/core"
import { pauseBefore } from "../patience.ts"
import { Refusal } from "./remote.ts"

/** What one attempt has to tell the server: in order, each until it is taken. */
export interface Outbox {
  /** Sends it after all that came before. Rejects with what the server will never take, and after the end. */
  add<T>(letter: () => Promise<T>): Promise<T>
  /** Calls back once, when a letter could not be sent for now; at once where one waits already. Returns how not to. */
  whenAway(told: () => void): () => void
  /** Whether something waits to be sent again. */
  readonly behind: boolean
}

/** `sending` is called before each try, and what it returned with the answer of the server. `over` ends all trying. */
export function outbox(clock: Clock, sending: () => () => void, over: Signal): Outbox {
  let turn: Promise<unknown> = Promise.resolve()
  let behind = false
  const waiting = new Set<() => void>()
  const failed = (): void => {
    behind = true
    for (const told of waiting) told()
    waiting.clear()
  }
  const send = async <T>(letter: () => Promise<T>): Promise<T> => {
    for (let tries = 0; ; tries++) {
      if (over.aborted) throw new Refusal("away", "it is over")
      try {
        const taken = sending()
        const answer = await letter()
        behind = false
        taken()
        return answer
      } catch (error) {
        if (!(error instanceof Refusal) || error.kind !== "away") throw error
        failed()
        await clock.after(error.after ?? pauseBefore(tries), over)
      }
    }
  }
  return {
    add(letter) {
      const mine = turn.then(() => send(letter))
      turn = mine.catch(() => undefined)
      return mine
    },
    whenAway(told) {
      if (behind) told()
      else waiting.add(told)
      return () => void waiting.delete(told)
    },
    get behind() {
      return behind
    },
  }
}
