import { drawNetwork, networksOf } from "@diapason/views"
import { useView } from "../../panels/view-context.ts"
import { NetworkPicture } from "./network-picture.tsx"

/** The networks of the best trial, drawn. */
export function ChosenNetwork() {
  const { ledger } = useView().board
  const best = ledger.trials[ledger.front[0] ?? -1]
  if (best === undefined) return null
  return networksOf(ledger, best).map(({ path, value }) => {
    const svg = drawNetwork(value, `${path} of the best trial, #${best.number}`)
    return svg === undefined ? null : (
      <section key={path} className="panel" aria-labelledby={`best-${path}`}>
        <header>
          <h2 id={`best-${path}`}>
            Which network is the best? ({path} of #{best.number})
          </h2>
        </header>
        <NetworkPicture svg={svg} label={`${path} of the best trial`} />
      </section>
    )
  })
}
