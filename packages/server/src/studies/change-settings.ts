import { canonicalJson, fault, type EventBody, type EventStore, type Json } from "@diapason/core"
import type { Chronicle } from "@diapason/views"
import type { Applied } from "../access/apply-change.ts"
import type { Identity } from "../access/identity.ts"
import { wishBy } from "../access/wish.ts"
import type { Context } from "../context.ts"
import { changeStudy, heard } from "./change-study.ts"

/** A change of what two people may edit at one time. */
interface SettingsChange {
  readonly study: string
  /** As a person calls it: `budget`. */
  readonly what: string
  readonly event: (wish: { readonly why: string; readonly by: string }) => EventBody
  /** What is there, to be shown to who comes second. */
  readonly present: (chronicle: Chronicle) => Json
  /** Position of the settings upon which the change was made. */
  readonly expects: number
  readonly who: Identity
  readonly why: string | undefined
}

/**
 * Changes budget or notes if nobody has done so since the position that the caller saw; of two processes that try at once the store lets
 * one win. Throws D432 with what is there now.
 */
export async function changeSettings(context: Context, change: SettingsChange): Promise<Applied> {
  const { study, what, expects, who, why } = change
  const followed = await context.studies.open(study)
  await followed.history.whole()
  const settings = (): number => followed.history.chronicle.settings
  if (settings() === expects) {
    const event = change.event(wishBy(who, why))
    const applied = await changeStudy(context, { study, events: [event], who, why, once: `settings/${expects}` })
    if (!("position" in applied) || (await saysAt(context.store, study, applied.position, event))) return applied
    await heard(followed, () => settings() !== expects)
  }
  throw fault("D432", { what, expects, position: settings(), now: change.present(followed.history.chronicle) })
}

/** Whether this event stands at a position: of several writers with one key only the first has written. */
async function saysAt(store: EventStore, study: string, position: number, event: EventBody): Promise<boolean> {
  for await (const batch of store.read(study, position - 1)) {
    const { seq: _, at: __, hash: ___, ...body } = batch[0]!
    return canonicalJson(body) === canonicalJson(event)
  }
  return false
}
