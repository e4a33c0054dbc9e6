import { createHash, randomUUID } from "node:crypto"
import type { EventBody } from "@diapason/core"
import type { Context } from "../context.ts"
import type { Identity } from "./identity.ts"
import { wishBy } from "./wish.ts"

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

/**
 * The one way by which a route changes a study: appends the events, or in the audited profile the proposal to do so. Throws D303, D610,
 * D4xx.
 */
export async function applyChange(context: Context, change: Change): Promise<Applied> {
  const { store, studies, profile } = context
  if (profile === "audited") return propose(context, change)
  const { study, events, once } = change
  const { ledger } = await studies.open(study)
  const appended = await store.append(study, events, once === undefined ? {} : { once })
  return { position: appended.outcome === "won" ? appended.events.at(-1)!.seq : ledger.seq }
}

/** What is asked for twice with one key is one proposal. */
async function propose({ store, studies }: Context, { study, events, who, why, once }: Change): Promise<Applied> {
  const wish = wishBy(who, why)
  await studies.open(study)
  const id = once === undefined ? randomUUID().slice(0, 8) : createHash("sha256").update(once).digest("hex").slice(0, 8)
  await store.append(study, [{ kind: "change.proposed", id, events, ...wish }], once === undefined ? {} : { once })
  return { proposed: id }
}
