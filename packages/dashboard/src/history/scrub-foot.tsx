import { useLocation } from "@tanstack/react-router"
import type { Board } from "@diapason/views"
import { Scrubber } from "./scrubber.tsx"

interface ScrubFootProps {
  readonly study: string
  readonly live: Board
  /** What is shown. */
  readonly shown: Board
  readonly at: number | undefined
}

/** The scrubber at the foot of the overview; elsewhere only while the page shows the past, so that nobody takes it for now. */
export function ScrubFoot({ study, live, shown, at }: ScrubFootProps) {
  const { pathname } = useLocation()
  const page = pathname.split("/").at(-1) ?? ""
  if (page === "history" || (at === undefined && !isOverview(pathname))) return null
  return (
    <div className="scrub-foot">
      <Scrubber study={study} live={live} time={shown.ledger.at} />
    </div>
  )
}

const isOverview = (path: string): boolean => /\/s\/[^/]+\/?$/.test(path)
