import type { Begun, Results, RunRecord } from "../run/record.ts"
import { heading, paragraph, type Block } from "./block.ts"
import type { Asked } from "./asked.ts"

/** The commands that made the figures and the report, on which machine, and every version that took part. */
export function provenance({ begun, runs }: Results, { contestants, problems, command }: Asked): readonly Block[] {
  const used = runs.filter((run) => contestants.includes(run.contestant) && problems.some(({ name }) => name === run.problem))
  const judges = problems.filter(({ use }) => use === "judge").length
  const days = [...new Set(used.map(({ at }) => at.slice(0, 10)))].sort()
  return [
    heading("How it was made"),
    table(
      ["", ""],
      [
        ...[...new Set(begun.map((one) => one.command))].map((text) => ["run", `\`${text}\``]),
        ["report", `\`${command}\``],
        ...[...new Set(begun.map(machineOf))].map((text) => ["machine", text]),
        ["days", days.length > 1 ? `${days[0]} to ${days.at(-1)}` : (days[0] ?? "none")],
        ["problems", `${problems.length}: ${judges} that only judge, ${problems.length - judges} that may have guided choices`],
      ],
    ),
    table(
      ["contestant", "versions"],
      contestants.map((name) => [name, versionsOf(used.filter((run) => run.contestant === name))]),
    ),
    paragraph(
      "Each run has one process, one thread for numerics, and the contestant's own defaults; Optuna's GP is told which problems are noisy and SMAC that each configuration is run once; Diapason is told neither. The same trial of the same seed has the same noise.",
    ),
  ]
}

/** A machine on one line, with the commit that ran on it. */
export const machineOf = ({ machine, commit }: Begun): string =>
  [
    ...Object.entries(machine)
      .filter(([key]) => key !== "load")
      .map(([key, value]) => `${key} ${value}`),
    ...(commit === undefined ? [] : [`commit ${commit}`]),
  ].join(", ")

/** Every version that took part in these runs; more than one of a thing is shown as such. */
export function versionsOf(runs: readonly Pick<RunRecord, "versions">[]): string {
  const seen = new Map<string, Set<string>>()
  for (const { versions } of runs) {
    for (const [name, version] of Object.entries(versions)) seen.set(name, (seen.get(name) ?? new Set()).add(version))
  }
  return [...seen].map(([name, versions]) => `${name} ${[...versions].join(" and ")}`).join(", ")
}

const table = (head: readonly string[], rows: readonly (readonly string[])[]): Block => ({ kind: "table", head, rows, best: new Set() })
