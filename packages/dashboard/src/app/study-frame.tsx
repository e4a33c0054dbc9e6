import { Link, Outlet } from "@tanstack/react-router"
import { useMemo } from "react"
import { useStudy, useStudyName } from "../live/use-study.ts"
import type { StudyView } from "../panels/study-view.ts"
import { ViewContext } from "../panels/view-context.ts"
import { useAddress } from "../selection/address.ts"
import { selectionOf } from "../selection/selection.ts"
import { studyPages } from "./pages.ts"

/** Everything of one study: its name, its pages, and the one selection that they share. */
export function StudyFrame() {
  const study = useStudyName()
  const live = useStudy(study)
  const [address] = useAddress()
  const board = live?.board
  const view = useMemo<StudyView | undefined>(
    () => (board === undefined ? undefined : { board, ...selectionOf(board, address), address, now: Date.now() }),
    [board, address],
  )
  return (
    <section className="study">
      <div className="study-head">
        <h1>{study}</h1>
        <nav aria-label="Pages of the study" className="tabs">
          {studyPages.map(({ path, title }) => (
            <Link
              key={path}
              to={path === "" ? "/s/$study" : `/s/$study/${path}`}
              params={{ study } as never}
              search={true as never}
              activeOptions={{ exact: path === "", includeSearch: false }}
            >
              {title}
            </Link>
          ))}
        </nav>
        <p className={`connection ${live?.connection ?? "offline"}`} role="status">
          {live === undefined
            ? "reading the study …"
            : live.connection === "live"
              ? `● live, position ${live.board.ledger.seq}`
              : `◌ ${live.connection}`}
        </p>
      </div>
      {view === undefined ? <p className="reading">Reading the study …</p> : <ViewContext value={view}>{<Outlet />}</ViewContext>}
    </section>
  )
}
