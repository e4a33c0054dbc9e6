import type { Token } from "./token.ts"

/** What is known of a token from the lines of the book. */
export interface Known {
  token: Token
  readonly hash: string
  /** The name of the first use of a key: it is good for no second. */
  used?: string
}

/** One line of the book. */
export type TokenLine =
  | { readonly kind: "created"; readonly token: Token; readonly hash: string }
  | { readonly kind: "revoked"; readonly id: string; readonly at: number; readonly by: string }
  | { readonly kind: "used"; readonly id: string; readonly at: number; readonly use: string }

/** The fold of the book. A line that is torn or of another version counts for nothing. */
export function foldTokens(text: string): ReadonlyMap<string, Known> {
  const known = new Map<string, Known>()
  for (const written of text.split("\n")) {
    const line = parse(written)
    if (line !== undefined) enter(known, line)
  }
  return known
}

function enter(known: Map<string, Known>, line: TokenLine): void {
  if (line.kind === "created") {
    if (!known.has(line.token.id)) known.set(line.token.id, { token: line.token, hash: line.hash })
    return
  }
  const entry = known.get(line.id)
  if (entry === undefined) return
  if (line.kind === "used") entry.used ??= line.use
  else if (entry.token.revoked === undefined) entry.token = { ...entry.token, revoked: { at: line.at, by: line.by } }
}

function parse(written: string): TokenLine | undefined {
  try {
    const line = (JSON.parse(written) ?? {}) as TokenLine
    return line.kind === "revoked" || line.kind === "used" || (line.kind === "created" && /^[0-9a-f]{64}$/.test(line.hash))
      ? line
      : undefined
  } catch {
    return undefined
  }
}
