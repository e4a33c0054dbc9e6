import { createHash } from "node:crypto"
import type { Job, ObjectStore } from "@diapason/core"
import { keySegment } from "./manifest.ts"

/** Where the states and artifacts of an attempt are kept: no other attempt of any study in any store has the same key. */
export function attemptKey({ study, session, trial, attempt }: Pick<Job, "study" | "session" | "trial" | "attempt">): string {
  const by = createHash("sha256").update(session).digest("hex").slice(0, 8)
  return `${keySegment(study)}/${trial}/${attempt}-${by}`
}

/** Whether an address is that of a state or an artifact of this very trial: an address in the record was written by whoever ran a trial. */
export function isOfTrial(store: Pick<ObjectStore, "holds" | "addressOf">, address: string, study: string, trial: number): boolean {
  const any = store.addressOf(`${keySegment(study)}/${trial}/-`)
  return store.holds(address) && address.startsWith(any.slice(0, any.lastIndexOf("/-") + 1))
}
