import type { Ledger } from "./ledger.ts"

/**
 * Milliseconds during which some session had the study open; overlaps count once. A session that is open now counts until
 * `now`; one that was killed, until its last event; the commands of a shell are no conductor and do not count. `open` names the sessions that are known to live.
 */
export function wallSpent(ledger: Ledger, now: number, open: (session: string) => boolean): number {
  const spans = [...ledger.sessions.values()]
    .filter((s) => s.lease !== "none")
    .map((s) => ({ from: s.openedAt, to: s.closed === undefined && open(s.session) ? Math.max(now, s.seenAt) : s.seenAt }))
    .sort((a, b) => a.from - b.from)
  let spent = 0
  let until = -Infinity
  for (const { from, to } of spans) {
    spent += Math.max(0, to - Math.max(from, until))
    until = Math.max(until, to)
  }
  return spent
}
