import type { Results } from "../run/record.ts"
import { heading, paragraph, type Block } from "./block.ts"
import type { Asked } from "./asked.ts"

/** What the tables do not hold: problems that a contestant has no means for, and runs that broke. */
export function gaps({ runs }: Results, { contestants, problems, trials }: Asked): readonly Block[] {
  const used = runs.filter(
    (run) => contestants.includes(run.contestant) && problems.some(({ name }) => name === run.problem) && run.trials === trials,
  )
  const refused = counted(used.flatMap((run) => (run.unsupported === undefined ? [] : [`${run.contestant}: ${run.unsupported}`])))
  const broken = counted(
    used.flatMap((run) => (run.failed === undefined ? [] : [`${run.contestant} on ${run.problem}: ${firstLine(run.failed)}`])),
  )
  const rows = [...refused.map((cells) => ["not supported", ...cells]), ...broken.map((cells) => ["broke", ...cells])]
  if (rows.length === 0) return [heading("What is missing"), paragraph("Nothing: every run came to its end.")]
  return [heading("What is missing"), { kind: "table", head: ["", "what", "runs"], rows, best: new Set() }]
}

const counted = (texts: readonly string[]): readonly (readonly string[])[] =>
  [...new Set(texts)].map((text) => [text, String(texts.filter((other) => other === text).length)])

const firstLine = (text: string): string => (text.split("\n")[0] ?? "").replaceAll("|", "/").slice(0, 160)
