import { boardStatus } from "@diapason/views"
import { Link, Outlet } from "@tanstack/react-router"
import { useEffect, useMemo } from "react"
import { useMoment } from "../history/moment.ts"
import { ScrubFoot } from "../history/scrub-foot.tsx"
import { useBoardAt } from "../history/use-board-at.ts"
import { useStudy, useStudyName } from "../live/use-study.ts"
import type { StudyView } from "../panels/study-view.ts"
import { ViewContext } from "../panels/view-context.ts"
import { useAddress } from "../selection/address.ts"
import { selectionOf } from "../selection/selection.ts"
import { ask } from "./dialogs.ts"
import { FilterBar } from "./filter-bar.tsx"
import { studyPages } from "./pages.ts"

/** Everything of one study: its name, its pages, and the one selection that they share. */
export function StudyFrame() {
  const study = useStudyName()
  const live = useStudy(study)
  const [address, change] = useAddress()
  const at = useMoment(study)
  const board = useBoardAt(study, live?.board, at)
  const selection = useMemo(() => board && selectionOf(board, address), [board, address])
  const now = board === undefined || board === live?.board ? undefined : board.ledger.at
  const view = useMemo<StudyView | undefined>(
    () => (board === undefined || selection === undefined ? undefined : { board, ...selection, choices: address, now: now ?? Date.now() }),
    [board, selection, address, now],
  )
  // `?enqueue=31` in an address opens the form with that trial's values.
  const enqueue = address["enqueue"]
  useEffect(() => {
    if (enqueue === undefined) return
    ask({ kind: "enqueue", study, ...(String(enqueue) !== "" && Number.isInteger(Number(enqueue)) && { from: Number(enqueue) }) })
    change({ enqueue: undefined }, true)
  })
  useEffect(() => {
    if (board !== undefined) expose(board)
  }, [board])
  return (
    <section className="study" {...(view !== undefined && { "data-position": view.board.ledger.seq, "data-kept": view.kept })}>
      <div className="study-head">
        <h1 className="unseen">{study}</h1>
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
      </div>
      {view === undefined ? (
        <p className="reading" role="status">
          Reading the study …
        </p>
      ) : (
        <ViewContext value={view}>
          <FilterBar />
          <Outlet />
        </ViewContext>
      )}
      {live !== undefined && board !== undefined && <ScrubFoot study={study} live={live.board} shown={board} at={at} />}
    </section>
  )
}

/** What the page knows, for who asks it from a console: `diapason.status` is what `diapason status --json` prints. */
function expose(board: StudyView["board"]): void {
  Object.assign(globalThis, {
    diapason: {
      get status() {
        return boardStatus(board, board.ledger.at, new Set())
      },
    },
  })
}
