import type { Look } from "@diapason/figures"
import type { groupsBeside } from "@diapason/views"
import { useCallback } from "react"
import { Chart } from "../charts/chart.tsx"
import { Wide } from "../panels/wide.tsx"
import type { By } from "./compared.ts"
import { runtimesOption } from "./curves.ts"
import { costText } from "./cost-text.ts"

interface GroupCurvesProps {
  readonly told: ReturnType<typeof groupsBeside>
  readonly by: By
}

/** Which share of all targets each group has reached by which budget: a picture, and a table of it. */
export function GroupCurves({ told: { groups, budgets }, by }: GroupCurvesProps) {
  const last = budgets.at(-1)
  const draw = useCallback((look: Look) => runtimesOption(groups, last ?? 0, by, look), [groups, last, by])
  if (last === undefined) return null
  const at = [...new Set(groups.flatMap(({ ecdf }) => ecdf.map(({ budget }) => budget)))]
    .filter((budget) => budget <= last)
    .sort((a, b) => a - b)
  const shown = at.filter((_, i) => i % Math.ceil(at.length / 12) === 0 || i === at.length - 1)
  return (
    <>
      <h3 style={{ fontSize: 13, margin: "12px 0 4px" }}>How soon are targets reached?</h3>
      <Chart
        label={`The share of pairs of a study and a target that was reached, against what was spent: ${groups.map(({ group, area }) => `${group} ${Math.round(100 * area)} % on average`).join(", ")}.`}
        height={260}
        draw={draw}
      />
      <details>
        <summary>As a table</summary>
        <Wide label="Targets reached by budget">
          <table className="rows">
            <thead>
              <tr>
                <th scope="col">group</th>
                {shown.map((budget) => (
                  <th key={budget} scope="col" className="number">
                    by {costText(by, budget)}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {groups.map(({ group, ecdf }) => (
                <tr key={group}>
                  <th scope="row">{group}</th>
                  {shown.map((budget) => (
                    <td key={budget} className="number">
                      {Math.round(100 * (ecdf.findLast((point) => point.budget <= budget)?.share ?? 0))} %
                    </td>
                  ))}
                </tr>
              ))}
            </tbody>
          </table>
        </Wide>
      </details>
    </>
  )
}
