import { marks, type Board } from "@diapason/views"
import { useView } from "../panels/view-context.ts"
import { MarkBadge } from "../trials/mark-badge.tsx"
import { showNumber, showTime } from "@diapason/figures"

/** How the study stood at this moment, beside how it stands. */
export function ThenAndNow({ live }: { readonly live: Board }) {
  const { board } = useView()
  const [then, now] = [countMarks(board), countMarks(live)]
  const past = board.ledger.seq < live.ledger.seq
  const [metric] = board.ledger.definition.objectives
  return (
    <section className="panel" aria-labelledby="asks-then">
      <header>
        <h2 id="asks-then">How did it stand?</h2>
      </header>
      <table className="then-table">
        <thead>
          <tr>
            <th scope="col">
              <span className="unseen">what</span>
            </th>
            <th scope="col">{past ? showTime(board.ledger.at) : "now"}</th>
            {past && <th scope="col">now</th>}
          </tr>
        </thead>
        <tbody>
          {marks.map((mark, i) =>
            then[i]! + now[i]! === 0 ? null : (
              <tr key={mark}>
                <th scope="row">
                  <MarkBadge mark={mark} />
                </th>
                <td>{then[i]}</td>
                {past && <td>{now[i]}</td>}
              </tr>
            ),
          )}
          <tr>
            <th scope="row">best {metric!.metric}</th>
            <td>{bestWords(board)}</td>
            {past && <td>{bestWords(live)}</td>}
          </tr>
        </tbody>
      </table>
    </section>
  )
}

function countMarks({ table }: Board): readonly number[] {
  const counts = marks.map(() => 0)
  for (let n = 0; n < table.size; n++) counts[table.mark[n]!]!++
  return counts
}

function bestWords({ ledger }: Board): string {
  const { front, definition, trials } = ledger
  if (front.length === 0) return "none yet"
  if (definition.objectives.length > 1) return `front of ${front.length}`
  const best = trials[front[0]!]!
  const value = "values" in best ? best.values[definition.objectives[0]!.metric] : undefined
  return `${showNumber(value ?? NaN)} (#${front[0]})`
}
