import { Link } from "@tanstack/react-router"
import { useMemo } from "react"
import { useStudyName } from "../live/use-study.ts"
import { PanelFrame } from "../panels/panel-frame.tsx"
import { useView } from "../panels/view-context.ts"
import { ParallelPanel } from "../space/parallel/parallel-panel.tsx"
import { paretoPanel, volumePanel } from "@diapason/figures"
import { Weights } from "../tradeoffs/weights.tsx"

/** Several objectives: what one costs in the other, and which trial to take. */
export default function Tradeoffs() {
  const study = useStudyName()
  const { objectives } = useView().board.ledger.definition
  const names = objectives.map(({ metric }) => metric)
  const panels = useMemo(() => pairsOf(names).map(([first, second]) => paretoPanel(first, second)), [names.join("\n")])
  if (objectives.length < 2)
    return (
      <p className="lack">
        This study has one objective, {names[0]}: how it comes along is on{" "}
        <Link to="/s/$study" params={{ study }} search={true as never}>
          Overview
        </Link>
        . A study with a second <code>--minimize</code> or <code>--maximize</code> has its front here.
      </p>
    )
  return (
    <>
      {names.length > mostPairs && <ParallelPanel usual={names} asks="What does better in one cost in the others?" />}
      <div className={names.length === 2 ? "panels tradeoffs two" : "panels tradeoffs"}>
        {panels.map((panel) => (
          <PanelFrame key={panel.id} panel={panel} height={names.length === 2 ? 420 : 320} />
        ))}
        <div className="tradeoffs-side">
          <Weights />
          <PanelFrame panel={volumePanel} height={210} />
        </div>
      </div>
    </>
  )
}

/** Above this many objectives pairs are too many: then they are parallel axes. */
const mostPairs = 3

const pairsOf = (names: readonly string[]): readonly (readonly [string, string])[] =>
  names.length > mostPairs ? [] : names.flatMap((first, i) => names.slice(i + 1).map((second) => [first, second] as const))
