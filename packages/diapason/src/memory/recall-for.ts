import { choose } from "@diapason/algorithms"
import {
  createLedger,
  definitionOf,
  recall,
  type Definition,
  type EventStore,
  type Recalled,
  type Sampler,
  type Transfer,
  type Wanted,
} from "@diapason/core"

/**
 * What the studies of a store teach one that is about to begin. Undefined for one that is there already, which goes on with what it was
 * taught; where transfer is off; and where nothing was said of transfer and the sampler would not use it. Throws D138, D139, and D1xx
 * and D3xx for a study that cannot begin.
 */
export async function recallFor(store: EventStore, wanted: Wanted, transfer: Transfer | "off" | undefined): Promise<Recalled | undefined> {
  if (transfer === "off") return undefined
  for await (const batch of store.read(wanted.name, 0)) if (batch.length > 0) return undefined
  const sampler = samplerOf(definitionOf(wanted))
  if (sampler.remembers === true) return recall(store, wanted, transfer)
  if (transfer === undefined) return undefined
  const recalled = await recall(store, wanted, transfer)
  return { ...recalled, notes: [...recalled.notes, `the sampler ${sampler.id} makes no use of what earlier studies found`] }
}

/** The sampler that the study comes to. */
const samplerOf = (definition: Definition): Sampler =>
  choose(definition, createLedger({ kind: "study.created", definition, seq: 1, at: 0, hash: "" })).sampler
