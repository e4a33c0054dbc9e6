import { fault } from "@diapason/core"
import type { Identity } from "./identity.ts"

/**
 * What somebody wants, as the log keeps it: the reason, and the name of who says it. Without a reason it is `by hand`; throws D610 where
 * each change must have one (the audited profile).
 */
export function wishBy(who: Identity, why?: string): { readonly why: string; readonly by: string } {
  const reason = why?.trim() ?? ""
  if (reason === "" && who.mustExplain === true) throw fault("D610", {})
  return { why: reason === "" ? "by hand" : reason, by: who.name }
}
