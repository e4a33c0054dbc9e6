import type { AttemptName } from "./attempt-token.ts"
import { namesStudy } from "./studies-named.ts"

/** What a person or program may do, each with all that comes before it. */
export type Role = (typeof roles)[number]

export const roles = ["viewer", "runner", "owner", "admin"] as const

/** Who may call a route: a role, `attempt` (the token of that one trial, or a runner), or anybody. */
export type Need = Role | "attempt" | "anybody"

/** Who calls. */
export interface Identity {
  /** As the record names people: `ada@lab`, `token:ci`, `attempt:lab/17.1`. */
  readonly name: string
  readonly role: Role | "attempt" | "nobody"
  /** Names of studies that it may touch, `*` at the end stands for anything; absent: all. */
  readonly studies?: readonly string[]
  /** For the token of one attempt: which. */
  readonly attempt?: AttemptName
  /** The id of the token that it came with. */
  readonly token?: string
  /** Whether it must give a reason for each change, see `wishBy`. */
  readonly mustExplain?: true
}

/** Who comes with no token. */
export const nobody: Identity = { name: "nobody", role: "nobody" }

/** Whether somebody may call what needs this, about this study and trial where the route names them. */
export function mayCall(who: Identity, needs: Need, about: { readonly study?: string; readonly trial?: number }): boolean {
  if (needs === "anybody") return true
  if (who.role === "nobody") return false
  if (about.study !== undefined && !namesStudy(who.studies, about.study)) return false
  if (who.role === "attempt") return needs === "attempt" && who.attempt?.study === about.study && who.attempt?.trial === about.trial
  return roles.indexOf(who.role) >= roles.indexOf(needs === "attempt" ? "runner" : needs)
}
