import { createHash, randomBytes, timingSafeEqual } from "node:crypto"
import type { Role } from "./identity.ts"

/**
 * What a token is for: `token` for programs and people, `key` to be exchanged once for the session of a page, `session` of a page,
 * `link` for whoever is to look at one study.
 */
type TokenKind = "token" | "key" | "session" | "link"

/** A token as the book keeps it: all but its secret. Times in milliseconds since 1970 UTC. */
export interface Token {
  readonly id: string
  readonly kind: TokenKind
  /** Who it is for, in a word: `ci`, `ada@lab`. */
  readonly label: string
  readonly role: Role
  /** Names of studies that it may touch, `*` at the end stands for anything; absent: all. */
  readonly studies?: readonly string[]
  readonly created: number
  /** Absent: never. */
  readonly expires?: number
  /** Who made it. */
  readonly by: string
  /** The token that this session was opened with: it ends with that one. */
  readonly from?: string
  readonly revoked?: { readonly at: number; readonly by: string }
}

/** The text of a new token: its id to find it by, and a secret of 256 bits. It is shown once; only the secret's hash is kept. */
export function newSecret(kind: TokenKind): { readonly id: string; readonly text: string; readonly hash: string } {
  const [id, secret] = [randomBytes(6).toString("hex"), randomBytes(32).toString("base64url")]
  return { id, text: `${kind === "key" ? "dpk" : "dpt"}_${id}_${secret}`, hash: hashOf(secret).toString("hex") }
}

/** The parts of a token's text; undefined when it is none. */
export function partsOf(text: string): { readonly id: string; readonly secret: string } | undefined {
  const [, id, secret] = /^dp[tk]_([0-9a-f]{12})_([\w-]{43})$/.exec(text) ?? []
  return id === undefined || secret === undefined ? undefined : { id, secret }
}

/** Whether the secret is the one of this hash; takes the same time whatever is wrong with it. */
export const proves = (secret: string, hash: string): boolean => timingSafeEqual(hashOf(secret), Buffer.from(hash, "hex"))

const hashOf = (secret: string): Buffer => createHash("sha256").update(secret).digest()

/** Its bearer as the record names them: people by their name, programs as `token:ci`. */
export const nameOf = ({ kind, label, id }: Token): string =>
  kind === "token" || kind === "link" ? `${kind}:${label === "" ? id : label}` : label
