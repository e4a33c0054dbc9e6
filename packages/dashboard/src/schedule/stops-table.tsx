import { factNamed, marks, type Board } from "@diapason/views"
import { MomentLink } from "../history/moment-link.tsx"
import { MarkBadge } from "../trials/mark-badge.tsx"
import { TrialLink } from "../trials/trial-link.tsx"
import { Wide } from "../panels/wide.tsx"

const most = 50

/** Who was ended early or paused, and why: for schedulers without rungs. */
export function StopsTable({ board }: { readonly board: Board }) {
  const { ledger, table } = board
  const steps = factNamed(table, "steps").values
  const over = factNamed(table, "over").values
  const stopped: number[] = []
  for (let n = table.size - 1; n >= 0; n--) if (marks[table.mark[n]!] === "pruned" || marks[table.mark[n]!] === "paused") stopped.push(n)
  return (
    <section className="panel" aria-labelledby="asks-stops">
      <header>
        <h2 id="asks-stops">Who was ended early, and why?</h2>
      </header>
      {stopped.length === 0 ? (
        <p className="lack">Nobody so far.</p>
      ) : (
        <>
          <Wide label="Trials that were ended early">
            <table className="rows">
              <thead>
                <tr>
                  <th scope="col">trial</th>
                  <th scope="col">state</th>
                  <th scope="col" className="number">
                    last {ledger.definition.fidelity?.name ?? "step"}
                  </th>
                  <th scope="col">why</th>
                  <th scope="col">moment</th>
                </tr>
              </thead>
              <tbody>
                {stopped.slice(0, most).map((n) => {
                  const trial = ledger.trials[n]
                  return (
                    <tr key={n}>
                      <th scope="row">
                        <TrialLink study={ledger.definition.name} trial={n} />
                      </th>
                      <td>
                        <MarkBadge mark={marks[table.mark[n]!]!} />
                      </td>
                      <td className="number">{steps[n]}</td>
                      <td>{trial !== undefined && "decision" in trial ? trial.decision : "open the trial to read it"}</td>
                      <td>
                        {Number.isNaN(over[n]) ? (
                          "–"
                        ) : (
                          <MomentLink study={ledger.definition.name} position={over[n]!}>
                            {over[n]}
                          </MomentLink>
                        )}
                      </td>
                    </tr>
                  )
                })}
              </tbody>
            </table>
          </Wide>
          {stopped.length > most && (
            <p className="note">
              The newest {most} of {stopped.length}.
            </p>
          )}
        </>
      )}
    </section>
  )
}
