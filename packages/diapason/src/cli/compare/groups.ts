import { groupsBeside, pairingWords, spaceDifferences, type GroupView } from "@diapason/views"
import { exit } from "../exit.ts"
import type { Io } from "../io.ts"
import { numberText } from "../text/number.ts"
import { table } from "../text/table.ts"
import { costText } from "./cost-text.ts"
import { differenceLines, differencesOf } from "./difference-lines.ts"
import type { Sides } from "./sides.ts"
import type { Terms } from "./studies.ts"

/** Groups of studies at equal budgets, and what their pairs show. */
export function showGroups({ groups, studies, metric, direction }: Sides, { by, target, json }: Terms, io: Io): number {
  const terms = { by, direction, ...(target !== undefined && { target }) }
  const beside = groupsBeside(groups, (name) => studies.get(name)!, terms)
  const all = groups.flatMap(({ members }) => members.map(({ study }) => study))
  const differences = spaceDifferences(all.map((name) => studies.get(name)!.ledger))
  const said = beside.pairings.map((pairing) => pairingWords(pairing, numberText, (spent) => costText(by, spent)))
  if (json) {
    const head = { schema: "diapason.compare/1", by, metric, direction, budgets: beside.budgets, ...(target !== undefined && { target }) }
    const pairings = beside.pairings.map(({ by: pairedBy, lead, ...pairing }, i) => ({
      ...pairing,
      paired_by: pairedBy,
      ...(lead !== undefined && { lead: { ...lead, low: orNull(lead.low), high: orNull(lead.high), estimate: orNull(lead.estimate) } }),
      says: said[i],
    }))
    io.out(JSON.stringify({ ...head, groups: beside.groups, pairings, differences: differencesOf(differences, all) }))
    return exit.done
  }
  const cost = (spent: number | null): string => (spent === null ? "—" : costText(by, spent))
  const titles = [
    ...[`${metric} ${direction === "minimize" ? "↓" : "↑"}`, "studies", ...beside.budgets.map((budget) => `at ${costText(by, budget)}`)],
    ...(target === undefined ? [] : [`to ${numberText(target)}`, "median", "expected"]),
    "targets reached",
  ]
  const body = beside.groups.map(({ group, studies: of, at, target: reached, area }: GroupView) => [
    ...[group, String(of.length), ...at.map((value) => (value === null ? "—" : numberText(value)))],
    ...(reached === undefined ? [] : [`${reached.reached} of ${of.length}`, cost(reached.median), cost(reached.expected)]),
    `${Math.round(100 * area)} %`,
  ])
  const columns = titles.map((title, i) => ({ title, right: i > 0, keep: 9 - i }))
  const missing = beside.budgets.length === 0 ? ["  Some study has spent nothing yet, so there is no budget that all have reached."] : []
  const words = said.flat().map((sentence) => `  ${sentence}`)
  for (const line of [...table(columns, body, io.width()), ...words, ...missing, ...differenceLines(differences, all)]) io.out(line)
  return exit.done
}

const orNull = (x: number): number | null => (Number.isFinite(x) ? x : null)
