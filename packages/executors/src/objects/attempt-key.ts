import { createHash } from "node:crypto"
import type { Job } from "@diapason/core"
import { keySegment } from "./manifest.ts"

/** Where the states and artifacts of an attempt are kept: no other attempt of any study in any store has the same key. */
export function attemptKey({ study, session, trial, attempt }: Pick<Job, "study" | "session" | "trial" | "attempt">): string {
  const by = createHash("sha256").update(session).digest("hex").slice(0, 8)
  return `${keySegment(study)}/${trial}/${attempt}-${by}`
}
