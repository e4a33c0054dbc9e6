import { columnNamed, weightedPick } from "@diapason/views"
import { Link } from "@tanstack/react-router"
import { useStudyName } from "../live/use-study.ts"
import { useView } from "../panels/view-context.ts"
import { useAddress } from "../selection/address.ts"
import { frontOf, showNumber, weightsOf } from "@diapason/figures"

/** What matters how much: a slider an objective, and the trial of the front that suits these weights best. */
export function Weights() {
  const study = useStudyName()
  const view = useView()
  const { board } = view
  const [, change] = useAddress()
  const weights = weightsOf(view)
  const { front, losses } = frontOf(view)
  const { objectives } = board.ledger.definition
  const pick = weightedPick(losses, front, weights)
  const set = (m: number, weight: number): void => {
    const next = weights.map((one, k) => (k === m ? weight : one))
    change({ w: next.every((one) => one === 1) ? undefined : next.join(",") }, true)
  }
  return (
    <section className="panel weights" aria-labelledby="asks-weights">
      <header>
        <h2 id="asks-weights">Which one should I take?</h2>
        {weights.some((weight) => weight !== 1) && (
          <button type="button" className="quiet" onClick={() => change({ w: undefined }, true)}>
            all alike
          </button>
        )}
      </header>
      {objectives.map(({ metric, direction }, m) => (
        <label key={metric} className="weight">
          <span>
            {metric} {direction === "minimize" ? "↓" : "↑"}
          </span>
          <input
            type="range"
            min={0}
            max={1}
            step={0.05}
            value={weights[m]!}
            aria-label={`Weight of ${metric}`}
            onChange={(event) => set(m, Number(event.target.value))}
          />
          <output>{Math.round(100 * weights[m]!)} %</output>
        </label>
      ))}
      <p className="weight-pick" role="status">
        {pick === undefined ? (
          "There is no front yet."
        ) : (
          <>
            <Link to="/s/$study/trials/$trial" params={{ study, trial: String(pick) }} search={true as never}>
              ★ #{pick}
            </Link>{" "}
            {objectives.map(({ metric }) => `${metric} ${showNumber(columnNamed(board.table, metric)!.values[pick]!)}`).join(" · ")}
          </>
        )}
      </p>
      <p className="note">
        The trial of the front that is nowhere far from the best in what you weigh, each objective measured between its best and its worst
        value on the front. It is raw: confirm it before you rely on it.
      </p>
    </section>
  )
}
