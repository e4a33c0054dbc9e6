import { useMemo } from "react"
import { Lacking } from "../panels/lacking.tsx"
import { PlainPanel } from "../panels/plain-panel.tsx"
import { useView } from "../panels/view-context.ts"
import { showNumber } from "@diapason/figures"
import { TrialLink } from "../trials/trial-link.tsx"
import { standstillOf } from "./standstill.ts"

/** What is known of whether to go on: how long nothing became better, and what the study itself was told to watch. */
export function ShouldStop() {
  const { board } = useView()
  const { ledger } = board
  const { definition, ended } = ledger
  const known = useMemo(() => standstillOf(board), [board])
  const target = definition.objectives[0]!.target
  return (
    <PlainPanel
      id="stop"
      asks="Should I stop?"
      help="A long time without a gain is a hint, not a proof: a search may stand still and then find a better region. What the study's own rule says ends it by itself."
    >
      {known === undefined ? (
        <Lacking lack={{ says: "Too early: no complete trial yet." }} />
      ) : (
        <ul className="stop-facts">
          {ended !== undefined && <li>The study has ended: {ended}.</li>}
          {definition.objectives.length === 1 && (
            <>
              <li>
                {known.since === 0
                  ? "The newest trial to end is the best: "
                  : `${known.since} of ${known.ended} trials have ended since the best, `}
                <TrialLink study={definition.name} trial={known.best} />.
              </li>
              <li>
                {known.gain > 0
                  ? `The last ${known.window} trials made it better by ${showNumber(known.gain)}.`
                  : `The last ${known.window} trials made it no better.`}
              </li>
            </>
          )}
          {target !== undefined && <li>It ends by itself at {showNumber(target)}.</li>}
          <li className="faint">
            {definition.terminator === undefined
              ? "No rule was given that ends it early: only the budget does."
              : `The rule ${definition.terminator.type} watches it, and ends it when it has found what it will find.`}
          </li>
        </ul>
      )}
    </PlainPanel>
  )
}
