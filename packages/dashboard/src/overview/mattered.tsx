import { effectsOf, leastForEffects, objectiveLosses } from "@diapason/views"
import { Link } from "@tanstack/react-router"
import { useMemo } from "react"
import { Lacking } from "../panels/lacking.tsx"
import { PlainPanel } from "../panels/plain-panel.tsx"
import type { StudyView } from "../panels/study-view.ts"
import { useRested } from "../panels/use-rested.ts"
import { useView } from "../panels/view-context.ts"

/** Effects that are named, at most. */
const most = 5

/** Which parameters moved the objective: a first look without a model, the same that the page Space begins with. */
export function Mattered() {
  const view = useView()
  // It takes a moment with many trials: everything else is painted first.
  const shown = useRested(view)
  const study = view.board.ledger.definition.name
  return (
    <PlainPanel
      id="mattered"
      asks="What mattered?"
      help="How much of the variation of the ranks each parameter, and each pair beyond its two, explains in the trials that are there. A sampler that stays in one region leaves little to see, so a small share does not mean that a parameter is without effect."
    >
      {shown === undefined ? <p className="lack">Looking at the trials …</p> : <Shares view={shown} study={study} />}
    </PlainPanel>
  )
}

function Shares({ view: { board, mask }, study }: { readonly view: StudyView; readonly study: string }) {
  const { ledger, table } = board
  const losses = useMemo(
    () => objectiveLosses(table, ledger.definition.objectives[0]!).map((loss, n) => (mask[n] === 1 ? loss : NaN)),
    [table, ledger, mask],
  )
  const effects = useMemo(() => effectsOf(table, losses), [table, losses])
  const counted = useMemo(() => losses.reduce((sum, loss) => sum + (Number.isNaN(loss) ? 0 : 1), 0), [losses])
  return (
    <>
      {effects === undefined ? (
        <Lacking
          lack={{
            says: `A first look needs ${leastForEffects} complete trials; there are ${counted}.`,
            has: counted,
            needs: leastForEffects,
          }}
        />
      ) : (
        <ul className="shares">
          {[
            ...effects.main.map(({ name, share }) => ({ name, share, pair: undefined })),
            ...effects.pairs
              .filter(({ share, floor }) => share > floor)
              .map(({ first, second, share }) => ({ name: `${first} × ${second}`, share, pair: `${first},${second}` })),
          ]
            .sort((a, b) => b.share - a.share)
            .slice(0, most)
            .map(({ name, share, pair }) => (
              <li key={name}>
                {pair === undefined ? (
                  <span className="clip" title={name}>
                    {name}
                  </span>
                ) : (
                  <Link className="clip" title={name} to="/s/$study/space" params={{ study } as never} search={{ pair } as never}>
                    {name}
                  </Link>
                )}
                <span className="bar" aria-hidden="true">
                  <span style={{ width: `${Math.max(0, Math.min(1, share)) * 100}%` }} />
                </span>
                <span className="number">{share.toFixed(2)}</span>
              </li>
            ))}
        </ul>
      )}
    </>
  )
}
