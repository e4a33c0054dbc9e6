import { BestCard } from "../overview/best-card.tsx"
import { bestChoice, bestSoFar, timeline } from "@diapason/figures"
import { Failures } from "../overview/failures.tsx"
import { Mattered } from "../overview/mattered.tsx"
import { ShouldStop } from "../overview/should-stop.tsx"
import { StudyBar } from "../overview/study-bar.tsx"
import { Suggestions } from "../overview/suggestions.tsx"
import { Choice } from "../panels/choice.tsx"
import { PanelFrame } from "../panels/panel-frame.tsx"
import { useView } from "../panels/view-context.ts"
import { useAddress } from "../selection/address.ts"

/** How a study stands, what happens, what went wrong, and whether to stop. */
export default function Overview() {
  return (
    <>
      <StudyBar />
      <div className="overview">
        <div>
          <PanelFrame panel={bestSoFar} height={270} controls={<BestControls />} />
          <PanelFrame panel={timeline} height={150} controls={<TimelineControls />} />
          <Failures />
        </div>
        <div>
          <BestCard />
          <Suggestions />
          <Mattered />
          <ShouldStop />
        </div>
      </div>
    </>
  )
}

function BestControls() {
  const [address, change] = useAddress()
  const { x, y, pruned } = bestChoice(address)
  return (
    <>
      <Choice label="Across" options={["trials", "time"]} chosen={x} choose={(one) => change({ bx: one === "trials" ? undefined : one })} />
      <Choice
        label="Scale of the value"
        options={["linear", "log", "rank"]}
        chosen={y}
        choose={(one) => change({ by: one === "linear" ? undefined : one })}
      />
      <label className="toggle">
        <input type="checkbox" checked={pruned} onChange={() => change({ bp: pruned ? undefined : 1 })} /> pruned
      </label>
    </>
  )
}

function TimelineControls() {
  const { size } = useView().board.table
  const [address, change] = useAddress()
  const options = ["50", "200", "2000", "all"] as const
  const chosen = options.find((option) => option === String(address["tl"] ?? "200")) ?? "200"
  if (size <= 50) return null
  return (
    <Choice
      label="How many of the newest trials"
      options={options}
      chosen={chosen}
      choose={(one) => change({ tl: one === "200" ? undefined : one })}
    />
  )
}
