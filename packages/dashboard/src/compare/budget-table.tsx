import { useState } from "react"
import { showNumber } from "@diapason/figures"
import { budgetsOf, commonTarget, fixedBudget, fixedTarget, type By, type Compared } from "./compared.ts"
import { costText } from "./cost-text.ts"
import { Wide } from "../panels/wide.tsx"

/** The best of each study at equal budgets, and what each took to reach one value: the numbers of `diapason compare`. */
export function BudgetTable({ all, by }: { readonly all: Compared; readonly by: By }) {
  const { metric, direction, progress } = all
  const budgets = budgetsOf(progress, by)
  const [typed, setTyped] = useState<string>()
  const common = commonTarget(progress, direction)
  const target = typed === undefined ? common : typed.trim() === "" ? undefined : Number(typed)
  const good = target !== undefined && Number.isFinite(target)
  const costs = good ? fixedTarget(progress, by, target, direction) : undefined
  const cells = fixedBudget(progress, by, budgets)
  const cost = (spent: number): string => costText(by, spent)
  return (
    <section className="panel" aria-labelledby="asks-budgets">
      <header>
        <h2 id="asks-budgets">Who is better at the same budget, and who is there first?</h2>
        <label>
          Target{" "}
          <input
            className="short"
            inputMode="decimal"
            value={typed ?? (common === undefined ? "" : showNumber(common))}
            onChange={({ target: { value } }) => setTyped(value)}
          />
        </label>
      </header>
      <Wide label="Values at equal budgets">
        <table className="rows">
          <thead>
            <tr>
              <th scope="col">{metric}</th>
              <th scope="col" className="number">
                best
              </th>
              {budgets.map((budget) => (
                <th key={budget} scope="col" className="number">
                  at {cost(budget)}
                </th>
              ))}
              <th scope="col" className="number">
                {good ? `to ${showNumber(target)}` : "to the target"}
              </th>
            </tr>
          </thead>
          <tbody>
            {progress.map((one, i) => (
              <tr key={one.study}>
                <th scope="row">{one.study}</th>
                <td className="number">{shown(one.points.at(-1)?.value)}</td>
                {cells[i]!.map(({ value, unspent }, k) => (
                  <td key={k} className="number" title={unspent ? `it has spent ${cost(one.spent[by])} so far` : undefined}>
                    {shown(value)}
                    {unspent && "*"}
                  </td>
                ))}
                <td className="number">{costs === undefined ? "–" : costs[i] === undefined ? "not reached" : cost(costs[i])}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </Wide>
      {cells.some((row) => row.some(({ unspent }) => unspent)) && <p className="note">* It has not spent as much yet: its best so far.</p>}
    </section>
  )
}

const shown = (value: number | undefined): string => (value === undefined ? "–" : showNumber(value))
