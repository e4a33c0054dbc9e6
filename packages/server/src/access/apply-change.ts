import type { EventBody } from "@diapason/core"
import type { Context } from "../context.ts"
import type { Identity } from "./identity.ts"

/** A change of a study that somebody asks for. */
export interface Change {
  readonly study: string
  /** What is to be appended, in one piece. */
  readonly events: readonly EventBody[]
  readonly who: Identity
  readonly why?: string | undefined
  /** Of all changes of the study with this key only the first is made. */
  readonly once?: string | undefined
}

/** The position of the log after it, or where it waits for somebody's approval the name of the proposal. */
export type Applied = { readonly position: number } | { readonly proposed: string }

/** The one way by which a route changes a study: appends the events. Throws D303, D4xx. */
export async function applyChange({ store, studies }: Context, { study, events, once }: Change): Promise<Applied> {
  const { ledger } = await studies.open(study)
  const appended = await store.append(study, events, once === undefined ? {} : { once })
  return { position: appended.outcome === "won" ? appended.events.at(-1)!.seq : ledger.seq }
}
