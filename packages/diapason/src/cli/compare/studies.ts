import { bestWithin, budgetsWithin, costOf, spaceDifferences, type By, type Progress } from "@diapason/views"
import { exit } from "../exit.ts"
import type { Io } from "../io.ts"
import { numberText } from "../text/number.ts"
import { table } from "../text/table.ts"
import { costText } from "./cost-text.ts"
import { differenceLines, differencesOf } from "./difference-lines.ts"
import type { Sides } from "./sides.ts"

/** How studies are compared, and how that is printed. */
export interface Terms {
  readonly by: By
  readonly target?: number
  readonly json: boolean
}

/** Studies at equal budgets, a line each. */
export function showStudies({ groups, studies, metric, direction }: Sides, { by, target, json }: Terms, io: Io): number {
  const read = groups.map(({ members }) => studies.get(members[0]!.study)!)
  const all = read.map(({ progress }) => progress)
  const budgets = budgetsWithin(all, by)
  const rows = all.map((one) => ({ one, at: budgets.map((budget) => bestWithin(one, by, budget)) }))
  const toTarget = (one: Progress): number | undefined => (target === undefined ? undefined : costOf(one, by, target, direction))
  const differences = spaceDifferences(read.map(({ ledger }) => ledger))
  const names = all.map(({ study }) => study)
  if (json) {
    const shown = rows.map(({ one, at }) => {
      const [best, needed] = [one.points.at(-1), toTarget(one)]
      const told = { study: one.study, spent: one.spent, at: at.map((point) => point?.value ?? null) }
      return { ...told, ...(best !== undefined && { best }), ...(needed !== undefined && { toTarget: needed }) }
    })
    const head = { schema: "diapason.compare/1", by, metric, direction, budgets, ...(target !== undefined && { target }) }
    io.out(JSON.stringify({ ...head, studies: shown, differences: differencesOf(differences, names) }))
    return exit.done
  }
  const titles = [
    metric,
    "best",
    ...budgets.map((budget) => `at ${costText(by, budget)}`),
    ...(target === undefined ? [] : [`to ${numberText(target)}`]),
  ]
  const body = rows.map(({ one, at }) => {
    const needed = toTarget(one)
    const reached = target === undefined ? [] : [needed === undefined ? "not reached" : costText(by, needed)]
    return [one.study, ...[one.points.at(-1), ...at].map((point) => (point === undefined ? "—" : numberText(point.value))), ...reached]
  })
  const columns = titles.map((title, i) => ({ title, right: i > 0, keep: 9 - i }))
  for (const line of [...table(columns, body, io.width()), ...differenceLines(differences, names)]) io.out(line)
  return exit.done
}
