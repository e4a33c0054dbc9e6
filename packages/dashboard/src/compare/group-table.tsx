import { showNumber } from "@diapason/figures"
import type { groupsBeside } from "@diapason/views"
import { Wide } from "../panels/wide.tsx"
import type { By, Compared } from "./compared.ts"
import { costText } from "./cost-text.ts"

interface GroupTableProps {
  readonly told: ReturnType<typeof groupsBeside>
  readonly all: Compared
  readonly by: By
  readonly target: number | undefined
}

/** The table of `diapason compare` for groups: the median best at equal budgets, what a target took, and how many targets were reached. */
export function GroupTable({ told: { groups, budgets }, all: { metric, direction }, by, target }: GroupTableProps) {
  const value = (x: number | null): string => (x === null ? "—" : showNumber(x))
  const cost = (x: number | null): string => (x === null ? "—" : costText(by, x))
  const titles = [
    "studies",
    ...budgets.map((budget) => `at ${costText(by, budget)}`),
    ...(target === undefined ? [] : [`to ${showNumber(target)}`, "median", "expected"]),
    "targets reached",
  ]
  return (
    <>
      <Wide label="Groups at equal budgets">
        <table className="rows">
          <thead>
            <tr>
              <th scope="col">
                {metric} {direction === "minimize" ? "↓" : "↑"}
              </th>
              {titles.map((title) => (
                <th key={title} scope="col" className="number">
                  {title}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {groups.map(({ group, studies, at, target: reached, area }) => (
              <tr key={group}>
                <th scope="row">{group}</th>
                {[
                  String(studies.length),
                  ...at.map(value),
                  ...(reached === undefined
                    ? []
                    : [`${reached.reached} of ${studies.length}`, cost(reached.median), cost(reached.expected)]),
                  `${Math.round(100 * area)} %`,
                ].map((text, i) => (
                  <td key={i} className="number">
                    {text}
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </Wide>
      {budgets.length === 0 && <p className="note">Some study has spent nothing yet, so there is no budget that all have reached.</p>}
    </>
  )
}
