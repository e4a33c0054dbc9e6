import { randomUUID } from "node:crypto"
import { appendFileSync, chmodSync, mkdirSync, readFileSync, statSync } from "node:fs"
import { dirname, join, resolve } from "node:path"
import { newSecret, partsOf, proves, type Token } from "./token.ts"
import { foldTokens, type Known, type TokenLine } from "./token-lines.ts"

/** The tokens of a server, in a file that other processes of the same user add to: what they write counts at once. */
export interface TokenBook {
  /** Makes a token; `text` is shown to whoever asked and is not kept. */
  create(wanted: WantedToken): { readonly token: Token; readonly text: string }
  /** In the order of their making; sessions and keys too. */
  list(): readonly Token[]
  /** False when there is no such token. What is revoked stays so. */
  revoke(id: string, by: string): boolean
  /** What a text is good for at this moment. Only who has the secret learns why it is good for nothing. */
  check(text: string): Checked
  /** Uses up a key: true for the first that asks, in whatever process. */
  use(key: Token): boolean
}

/** `ttl`: milliseconds until it expires; absent: never. */
export type WantedToken = Pick<Token, "kind" | "label" | "role" | "studies" | "by" | "from"> & { readonly ttl?: number }

/** `at`: when it expired. */
export type Checked =
  { readonly good: Token } | { readonly bad: "unknown" | "revoked" | "used" } | { readonly bad: "expired"; readonly at: number }

/** The book of a folder. Nothing is written before the first token is made. */
export function tokenBook(folder: string, now: () => number): TokenBook {
  const file = join(folder, "tokens.jsonl")
  const { known, append } = logOf(file)
  const stateOf = ({ token, used }: Known): Checked => {
    const origin = token.from === undefined ? undefined : known().get(token.from)
    if (token.revoked !== undefined || origin?.token.revoked !== undefined) return { bad: "revoked" }
    if (used !== undefined) return { bad: "used" }
    return token.expires !== undefined && token.expires <= now() ? { bad: "expired", at: token.expires } : { good: token }
  }
  return {
    create({ ttl, ...wanted }) {
      const { id, text, hash } = newSecret(wanted.kind)
      const created = now()
      const token: Token = { id, ...wanted, created, ...(ttl !== undefined && { expires: created + ttl }) }
      append({ kind: "created", token, hash })
      return { token, text }
    },
    list: () => [...known().values()].map(({ token }) => token),
    revoke(id, by) {
      const entry = known().get(id)
      if (entry !== undefined && entry.token.revoked === undefined) append({ kind: "revoked", id, at: now(), by })
      return entry !== undefined
    },
    check(text) {
      const parts = partsOf(text)
      const entry = parts && known().get(parts.id)
      return entry === undefined || !proves(parts!.secret, entry.hash) ? { bad: "unknown" } : stateOf(entry)
    },
    use({ id }) {
      const use = randomUUID()
      append({ kind: "used", id, at: now(), use })
      return known().get(id)?.used === use
    },
  }
}

/** The file as a log: read again when it has changed. A last line that was torn by a crash stays alone on its line. */
function logOf(file: string) {
  let [seen, whole, entries]: [string, boolean, ReadonlyMap<string, Known>] = ["", true, new Map()]
  const known = (): ReadonlyMap<string, Known> => {
    const state = statSync(file, { throwIfNoEntry: false })
    const now = state === undefined ? "" : `${state.ino} ${state.size} ${state.mtimeMs}`
    if (now === seen) return entries
    if (state !== undefined && process.platform !== "win32" && (state.mode & 0o077) !== 0) chmodSync(file, 0o600)
    const text = state === undefined ? "" : readFileSync(file, "utf8")
    ;[seen, whole, entries] = [now, text === "" || text.endsWith("\n"), foldTokens(text)]
    return entries
  }
  const append = (line: TokenLine): void => {
    known()
    // Whole, since Node tries for ever to make a relative folder where the one it runs in is gone.
    mkdirSync(resolve(dirname(file)), { recursive: true })
    appendFileSync(file, `${whole ? "" : "\n"}${JSON.stringify(line)}\n`, { mode: 0o600 })
  }
  return { known, append }
}
