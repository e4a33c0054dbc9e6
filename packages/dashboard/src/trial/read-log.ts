import { ProblemError } from "@diapason/server/client"
import { base } from "../live/api.ts"

/** A part of what an attempt printed. */
interface LogPart {
  readonly text: string
  /** The byte at which it begins, and the one that comes next. */
  readonly from: number
  readonly next: number
}

interface LogAsked {
  readonly study: string
  readonly trial: number
  readonly attempt?: number
  /** From which byte on; its end where it is left out. */
  readonly after?: number
  readonly signal?: AbortSignal
}

/** Reads what an attempt printed, at most 256 kB of it. Throws what the server says. */
export async function readLog({ study, trial, attempt, after, signal }: LogAsked): Promise<LogPart> {
  const query = new URLSearchParams({
    limit: "262144",
    ...(attempt !== undefined && { attempt: String(attempt) }),
    ...(after !== undefined && { after: String(after) }),
  })
  const response = await fetch(`${base}/v1/studies/${encodeURIComponent(study)}/trials/${trial}/log?${query}`, {
    headers: { "x-diapason": "1" },
    ...(signal !== undefined && { signal }),
  })
  if (!response.ok) throw new ProblemError(response.status, (await response.json().catch(() => ({}))) as object)
  // A server that does not know this address answers with the page itself.
  if (!(response.headers.get("content-type") ?? "").startsWith("text/plain"))
    throw new Error("this server does not show the output of trials")
  const text = await response.text()
  const from = Number(response.headers.get("x-diapason-from") ?? 0)
  return { text, from, next: Number(response.headers.get("x-diapason-next") ?? from + text.length) }
}
