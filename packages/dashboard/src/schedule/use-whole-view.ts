import { useMemo, useState } from "react"
import { useStudyLog } from "../history/use-study-log.ts"
import { useStudyName } from "../live/use-study.ts"
import type { StudyView } from "../panels/study-view.ts"
import { useView } from "../panels/view-context.ts"

/**
 * The study with all its curves: as it is here, or where it is too big for that and the reader wants it, from its log. `read` is there when
 * reading would bring something.
 */
export function useWholeView(): { readonly view: StudyView; readonly read?: () => void; readonly reading: boolean } {
  const study = useStudyName()
  const view = useView()
  const [wanted, setWanted] = useState(false)
  const { board } = view
  const { seq } = board.ledger
  const log = useStudyLog(study, !board.whole && wanted ? seq : 0)
  const whole = useMemo(
    () => (board.whole || log === undefined || !wanted ? undefined : { ...view, board: log.past.boardAt(Math.min(seq, log.length)) }),
    [board.whole, log, wanted, seq, view],
  )
  if (board.whole || whole !== undefined) return { view: whole ?? view, reading: false }
  return { view, read: () => setWanted(true), reading: wanted }
}
