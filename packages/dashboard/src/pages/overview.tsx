import { bestSoFar } from "../panels/best-so-far.ts"
import { PanelFrame } from "../panels/panel-frame.tsx"

/** How a study stands, what happens, what went wrong, and whether to stop. */
export default function Overview() {
  return (
    <div className="panels">
      <PanelFrame panel={bestSoFar} />
    </div>
  )
}
