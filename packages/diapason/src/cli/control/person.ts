import { hostname, userInfo } from "node:os"

/** Who says it, as the record names people: `ada@lab`. */
export function person(): string {
  try {
    return `${userInfo().username}@${hostname()}`
  } catch {
    return `${process.getuid?.() ?? "somebody"}@${hostname()}`
  }
}

/** A wish with its reason, which is `by hand` unless one is given. */
export const wishOf = ({ reason }: { readonly reason?: string | undefined }): { readonly why: string; readonly by: string } => ({
  why: reason ?? "by hand",
  by: person(),
})
