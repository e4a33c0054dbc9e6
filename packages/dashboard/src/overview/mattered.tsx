import type { Importance } from "@diapason/algorithms"
import { Link } from "@tanstack/react-router"
import { Lacking } from "../panels/lacking.tsx"
import { PlainPanel } from "../panels/plain-panel.tsx"
import { useView } from "../panels/view-context.ts"
import { useEvidence } from "../space/model/use-evidence.ts"
import { useImportance } from "../space/model/use-importance.ts"

/** Effects that are named, at most. */
const most = 5

/** Which parameters moved the objective, by the same model as everywhere else. */
export function Mattered() {
  const study = useView().board.ledger.definition.name
  const told = useImportance(useEvidence())
  return (
    <PlainPanel
      id="mattered"
      asks="What mattered?"
      help="Of all variation of the objective over the space, how much each parameter explains by itself, and each pair beyond its two: functional ANOVA of a model of the complete trials, a Gaussian process or a forest, whichever predicts unseen trials better. Space › Importance has the intervals."
    >
      {told === undefined ? (
        <p className="lack">Looking at the trials …</p>
      ) : "lacks" in told ? (
        <Lacking
          lack={{
            says: told.lacks,
            ...(told.has !== undefined && { has: told.has }),
            ...(told.needed !== undefined && { needs: told.needed }),
          }}
        />
      ) : (
        <Shares told={told} study={study} />
      )}
    </PlainPanel>
  )
}

function Shares({ told, study }: { readonly told: Importance; readonly study: string }) {
  const rows = [
    ...told.features.map(({ name, share }) => ({ name, share, pair: undefined })),
    ...told.pairs
      .filter(({ low }) => low > 0.01)
      .map(({ first, second, share }) => ({ name: `${first} × ${second}`, share, pair: `${first},${second}` })),
  ]
  return (
    <>
      <ul className="shares">
        {rows
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
      {told.warnings.map((warning) => (
        <p key={warning} className="note">
          {warning}
        </p>
      ))}
    </>
  )
}
