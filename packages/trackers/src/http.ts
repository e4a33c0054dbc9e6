import type { Signal } from "@diapason/core"

/** What was asked, in how much time. */
interface Asked {
  readonly method: "GET" | "POST" | "PUT"
  readonly headers?: Readonly<Record<string, string>>
  readonly body?: string | Blob
  /** Milliseconds for the whole answer. */
  readonly patience: number
  readonly signal: Signal
}

/** An answer, whatever it says, or why there was none. */
type Reply = { readonly status: number; readonly text: string } | { readonly status: undefined; readonly why: string }

/** Asks once over HTTP; never rejects, and never takes longer than its patience. A redirect is an answer. */
export async function ask(url: string, { method, headers = {}, body, patience, signal }: Asked): Promise<Reply> {
  const cut = new AbortController()
  const abort = (): void => cut.abort(new Error("it was not waited for any longer"))
  if (signal.aborted) abort()
  signal.addEventListener("abort", abort)
  const timer = setTimeout(() => cut.abort(new Error(`no answer within ${patience / 1000} s`)), patience)
  try {
    const answer = await fetch(url, { method, headers, redirect: "manual", signal: cut.signal, ...(body !== undefined && { body }) })
    return { status: answer.status, text: await answer.text() }
  } catch (error) {
    return { status: undefined, why: reasonOf(error) }
  } finally {
    clearTimeout(timer)
    signal.removeEventListener("abort", abort)
  }
}

/** What `fetch` hides behind "fetch failed". */
function reasonOf(error: unknown): string {
  const { message, cause } = error as Error & { cause?: { message?: string; code?: string; errors?: readonly Error[] } }
  const inner = cause?.message || cause?.errors?.[0]?.message || cause?.code
  return inner === undefined ? message : inner
}
