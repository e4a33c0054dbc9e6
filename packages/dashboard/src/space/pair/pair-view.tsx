import { interactionSentence, leastForEffects, type Effects } from "@diapason/views"
import { useMemo } from "react"
import { PanelFrame } from "../../panels/panel-frame.tsx"
import { useView } from "../../panels/view-context.ts"
import { useAddress } from "../../selection/address.ts"
import { Choice, type Option } from "../choice.tsx"
import { RampLegend } from "../ramp-legend.tsx"
import { useEffects } from "../use-effects.ts"
import { chosenPair, pairPanel, varyingParameters } from "@diapason/figures"

/** Two parameters together; the strongest interaction first. */
export function PairView() {
  const view = useView()
  const { board, choices: address } = view
  const [, change] = useAddress()
  const { effects, losses } = useEffects(view)
  const names = varyingParameters(board.table).map(({ name }) => name)
  const [first, second] = chosenPair(names, effects, address["x"], address["y"])
  const shows = address["cells"] === "rank" ? "rank" : "value"
  const panel = useMemo(() => (second === undefined ? undefined : pairPanel({ first: first!, second, shows })), [first, second, shows])
  if (panel === undefined)
    return <p className="lack">This study has one parameter that varies: there are no pairs. Slice shows it alone.</p>
  const options = names.map((name): Option => [name, name])
  return (
    <>
      <div className="space-bar">
        <Choice label="across" value={first!} options={options} set={(x) => change({ x, y: x === second ? first! : second! })} />
        <Choice label="up" value={second!} options={options} set={(y) => change({ y, x: y === first ? second! : first! })} />
        <Choice
          label="cells"
          value={shows}
          options={[
            ["value", "mean value"],
            ["rank", "mean rank"],
          ]}
          set={(cells) => change({ cells: cells === "value" ? undefined : cells })}
        />
        <button
          type="button"
          disabled={effects === undefined || address["x"] === undefined}
          onClick={() => change({ x: undefined, y: undefined })}
        >
          strongest interaction
        </button>
      </div>
      <p className="says" role="note">
        {sentenceOf(effects, first!, second!, interactionSentence(board.table, losses, first!, second!))}
      </p>
      <PanelFrame panel={panel} height={460} controls={<RampLegend title="cells" ends={["worst", "best"]} />} />
    </>
  )
}

function sentenceOf(effects: Effects | undefined, first: string, second: string, says: string | undefined): string {
  if (effects === undefined) return `Interactions are looked for from ${leastForEffects} complete trials on.`
  const pair = effects.pairs.find((one) => [one.first, one.second].includes(first) && [one.first, one.second].includes(second))
  if (pair === undefined) return `Too few complete trials have both ${first} and ${second}.`
  const [share, floor] = [percent(pair.share), percent(pair.floor)]
  if (pair.share <= pair.floor)
    return `No interaction of ${first} and ${second} stands out: they explain ${share} of the ranks beyond what each does alone, and chance reaches ${floor}.`
  return `${first} × ${second} explain ${share} of the ranks beyond what each does alone (chance reaches ${floor})${says === undefined ? "" : `: ${says}`}.`
}

const percent = (share: number): string => `${(100 * share).toFixed(share < 0.1 ? 1 : 0)} %`
