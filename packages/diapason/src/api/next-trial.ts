import type { AskedTrial, Clock, Session } from "@diapason/core"

/** Milliseconds between two looks at what other sessions have done. */
const lookAgain = 500

/**
 * The next trial of a session; undefined when there will be none. While only the end of a running trial can bring one, it waits for
 * that: for events of this session at once, for those of others by looking again. `closed` ends the wait.
 * Resolves with `fenced` when the session's lease has passed to another.
 */
export async function nextTrial(
  session: Pick<Session, "ask" | "listen" | "refresh">,
  clock: Pick<Clock, "after">,
  closed: AbortSignal,
): Promise<AskedTrial | "fenced" | undefined> {
  for (;;) {
    if (closed.aborted) return undefined
    const change = nextChange(session, clock, closed)
    try {
      const asked = await session.ask()
      if (asked.kind === "trial") return asked
      if (asked.kind === "fenced") return closed.aborted ? undefined : "fenced"
      if (asked.kind === "done") return undefined
      await change.seen
    } finally {
      change.forget()
    }
    if (!closed.aborted) await session.refresh()
  }
}

/** Resolves at the first event, after a while, or when the study is closed. Listens from the start, so that nothing is missed. */
function nextChange(
  session: Pick<Session, "listen">,
  clock: Pick<Clock, "after">,
  closed: AbortSignal,
): { readonly seen: Promise<void>; forget(): void } {
  const over = new AbortController()
  const end = (): void => over.abort()
  const silence = session.listen(end)
  closed.addEventListener("abort", end)
  return {
    seen: clock.after(lookAgain, over.signal),
    forget() {
      silence()
      closed.removeEventListener("abort", end)
      over.abort()
    },
  }
}
