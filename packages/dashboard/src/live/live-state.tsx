import { useSyncExternalStore } from "react"
import { feedOf } from "./live-study.ts"

/** How fresh the page is: live, being mended, or a copy; and the button that holds it still. */
export function LiveState({ study }: { readonly study: string }) {
  const feed = feedOf(study)
  const live = useSyncExternalStore(feed.subscribe, feed.current)
  if (live === undefined || live instanceof Error) return <span className="live" />
  const { connection, paused, waiting, board } = live
  const { seq } = board.ledger
  return (
    <span className={`live ${paused ? "paused" : connection}`}>
      <span role="status">
        <span aria-hidden="true" className="dot" />
        {paused ? `paused at ${seq}, ${waiting} newer` : words[connection]}
      </span>
      <button
        type="button"
        className="quiet"
        title={paused ? "Show the latest state (.)" : `Hold the page still at position ${seq}`}
        aria-label={paused ? "Show the latest state" : "Hold the page still"}
        onClick={() => (paused ? feed.resume() : feed.pause())}
      >
        <svg className="icon" viewBox="0 0 12 12" aria-hidden="true">
          <path d={paused ? "M2 1 L11 6 L2 11 Z" : "M2 1h3v10H2z M7 1h3v10H7z"} />
        </svg>
      </button>
    </span>
  )
}

const words = { live: "live", reconnecting: "reconnecting", offline: "offline copy" } as const
