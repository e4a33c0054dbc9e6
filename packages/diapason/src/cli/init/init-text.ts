import { numberText } from "../text/number.ts"
import { baselineOf, provenItems } from "./init-config.ts"
import type { FoundMetric } from "./find-metrics.ts"
import type { Inspected } from "./inspect.ts"

/** What was found, in a few lines for a person. */
export function initText(inspected: Inspected, objectives: readonly FoundMetric[], asked: boolean): readonly string[] {
  const { found, proposals, script, command, notes, metrics } = inspected
  const dashes = found.family.paramsVia === "hydra" ? "" : "--"
  const names = (kind: string): readonly string[] =>
    proposals.filter((proposal) => proposal.kind === kind).map(({ flag }) => `${dashes}${flag.name}`)
  const listed = (all: readonly string[]): string => (all.length === 0 ? "none" : all.join(" "))
  const steps = names("fidelity")
  const { values, unknown } = baselineOf(proposals)
  const baseline = Object.entries(values).map(
    ([name, value]) => `${name}=${typeof value === "number" ? numberText(value) : JSON.stringify(value).replace(/^"(.*)"$/, "$1")}`,
  )
  return [
    `  Found ${proposals.length} ${found.family.paramsVia === "hydra" ? "values" : "flags"} in ${script ?? command.join(" ")} (${found.family.name}, ${found.from}). Proposed to tune: ${listed(names("tune"))}`,
    `  Left alone: ${listed([...names("leave"), ...(steps.length === 0 ? [] : [`${steps.join(" ")} (steps of a trial)`])])}`,
    `  Baseline (trial 0): ${unknown.length > 0 ? `none, as the default of ${unknown.join(", ")} is not known` : baseline.join(" ") || "none"}`,
    `  Objective: ${objectiveText(objectives, metrics, asked)}`,
    ...provenText(inspected),
    ...notes.map((note) => `  note  ${note}`),
  ]
}

/** What the library adds, and that it does. */
function provenText({ job, proposals }: Inspected): readonly string[] {
  const items = job === undefined ? [] : provenItems(proposals, job)
  return items.map(({ value, why }) => `  Proven: ${(value as { label: string }).label}   ${why}`)
}

function objectiveText(objectives: readonly FoundMetric[], metrics: readonly FoundMetric[], asked: boolean): string {
  const listed = objectives.map(({ name, direction }) => `${direction} ${name}`).join(", ")
  if (asked) return listed
  const [first] = objectives
  if (first === undefined) return "no metric was found in the source; name it in the file, or with --minimize or --maximize"
  const others = metrics.slice(1).map(({ name }) => name)
  return `found "${first.name}" in the source; ${first.direction === "minimize" ? "lower" : "higher"} is better${others.length > 0 ? ` (found too: ${others.join(", ")})` : ""}`
}
