import { join } from "node:path"
import type { Clock } from "@diapason/core"
import { attemptToken, type AttemptName } from "./attempt-token.ts"
import { serverSecret } from "./server-secret.ts"
import { tokenBook, type TokenBook } from "./token-book.ts"

/** What a server knows callers by. */
export interface Access {
  readonly tokens: TokenBook
  /** What the tokens of attempts are proven by; made when it is first asked for. */
  secret(): Uint8Array
  /** A token that is good for one attempt alone. */
  attempt(name: AttemptName): string
}

/** Where the tokens of the server of a folder are kept: `dir` is that of trials and artifacts. */
export function openAccess(dir: string, clock: Pick<Clock, "now">): Access {
  const folder = join(dir, "server")
  let known: Uint8Array | undefined
  const secret = (): Uint8Array => (known ??= serverSecret(folder))
  return { tokens: tokenBook(folder, clock.now), secret, attempt: (name) => attemptToken(secret(), name) }
}
