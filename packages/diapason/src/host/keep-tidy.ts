import { existsSync } from "node:fs"
import { fault, type KeepRules, type ObjectStore, type Session } from "@diapason/core"
import { liesIn } from "@diapason/executors"
import { deleteState } from "./delete-state.ts"

interface Tidy {
  /** Where the checkpoints of the study are; nothing outside is touched. */
  readonly base: string
  /** Where states are kept apart from this machine; what lies there is deleted by the same rules. */
  readonly objects?: ObjectStore
  readonly rules: KeepRules
  readonly diagnostic: (trial: number, code: string, text: string) => void
}

/**
 * Deletes what no trial needs any more whenever something was saved or a trial has ended, while the study goes on. What cannot be
 * deleted is said, and what cannot be recorded now is looked at again the next time. The answer resolves when nothing is under way.
 */
export function keepTidy(session: Session, { base, objects, rules, diagnostic }: Tidy): { settled(): Promise<void> } {
  let work: Promise<void> = Promise.resolve()
  let due = false
  const sweep = async (): Promise<void> => {
    due = false
    // A runner on another host has its files there.
    const gone = await session
      .retire(rules, ({ path }) => objects?.holds(path) === true || (liesIn(path, base) && existsSync(path)))
      .catch(() => [])
    for (const { trial, path } of gone) {
      const tell = (error: Error): void => diagnostic(trial, "D217", fault("D217", { trial, path, reason: error.message }).words.what)
      await deleteState(path, base).catch(tell)
    }
  }
  session.listen(({ kind }) => {
    if (due || (kind !== "trial.checkpointed" && kind !== "trial.finished")) return
    due = true
    work = work.then(sweep)
  })
  return {
    async settled() {
      while (due) await work
      await work
    },
  }
}
