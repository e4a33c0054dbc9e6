import { applyChange, type Applied, type Change } from "../access/apply-change.ts"
import type { Context } from "../context.ts"
import type { FollowedStudy } from "./followed-studies.ts"

/** Makes a change and answers when this server knows of it, so that whoever asks next sees it. Throws D303, D4xx. */
export async function changeStudy(context: Context, change: Change): Promise<Applied> {
  const applied = await applyChange(context, change)
  if (!("position" in applied)) return applied
  const followed = await context.studies.open(change.study)
  await heard(followed, () => followed.ledger.seq >= applied.position)
  return applied
}

/** Resolves when what was heard of a study makes it true, after a second at the latest: the change is made whatever happens here. */
export async function heard(followed: FollowedStudy, done: () => boolean): Promise<void> {
  if (done()) return
  await new Promise<void>((resolve) => {
    const over = (): void => {
      clearTimeout(timer)
      stop()
      resolve()
    }
    const timer = setTimeout(over, 1000)
    const stop = followed.listen(() => done() && over())
  })
}
