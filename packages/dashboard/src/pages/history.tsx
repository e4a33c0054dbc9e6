import { EventList } from "../history/event-list.tsx"
import { Scrubber } from "../history/scrubber.tsx"
import { ThenAndNow } from "../history/then-and-now.tsx"
import { useStudy, useStudyName } from "../live/use-study.ts"
import { bestSoFar } from "@diapason/figures"
import { PanelFrame } from "../panels/panel-frame.tsx"
import { useView } from "../panels/view-context.ts"

/** Any moment of the log: drag, play, step; all other pages show the same moment. */
export default function History() {
  const study = useStudyName()
  const live = useStudy(study)?.board
  const { board } = useView()
  if (live === undefined) return null
  return (
    <>
      <Scrubber study={study} live={live} time={board.ledger.at} />
      <p className="note">
        Every page of this study shows the chosen moment: the address keeps it. <kbd>[</kbd> <kbd>]</kbd> go to the decision or end before
        and after, <kbd>.</kbd> to now.
      </p>
      <div className="panels">
        <EventList study={study} position={board.ledger.seq} whole={live.whole} last={live.ledger.seq} />
        <div className="panel-column">
          <ThenAndNow live={live} />
          <PanelFrame panel={bestSoFar} />
        </div>
      </div>
    </>
  )
}
