import type { Survey } from "@diapason/executors"
import type { Io } from "../io.ts"
import { numberText } from "./number.ts"
import { cut } from "./width.ts"

/** What a survey found, a line for each metric: how often, in which form, where first, and where its step comes from. */
export function captureLines(
  file: string,
  { metrics, steps, late, notes, seen }: Survey,
  missing: readonly { readonly metric: string; readonly meant: string | undefined }[],
  io: Io,
): readonly string[] {
  const rows = metrics.map((metric) => [
    metric.name,
    `${metric.values} value${metric.values === 1 ? "" : "s"}`,
    metric.first.form,
    firstText(metric),
    metric.first.from === "" ? "steps are counted" : `step from ${stepText(metric.first.from)}`,
  ])
  const widths = [0, 1, 2, 3].map((i) =>
    Math.max(...rows.map((row) => row[i]!.length), ...(i === 0 ? missing.map((m) => m.metric.length) : [])),
  )
  const lines = rows.map((row, i) => {
    const cells = row.map((cell, k) => (k === 1 ? cell.padStart(widths[1]!) : cell.padEnd(widths[k] ?? 0)))
    const warnings = [gapText(metrics[i]!, steps), metrics[i]!.notFinite > 0 ? `⚠ ${metrics[i]!.notFinite} not finite` : ""]
    return [...cells, ...warnings.filter((text) => text !== "")].join("   ").trimEnd()
  })
  const never = missing.map(({ metric, meant }) => {
    const hint =
      meant !== undefined
        ? `did you mean ${meant}?`
        : seen.length === 0
          ? "no number has a name there"
          : `there is: ${seen.slice(0, 8).join(", ")}`
    return `${metric.padEnd(widths[0]!)}   never   ${hint}`
  })
  const nothing = metrics.length === 0 && missing.length === 0 ? [`no number with a name in ${file}`] : []
  const ignored = late > 0 ? [`note D505  ${late} line${late === 1 ? "" : "s"} would be ignored: the step goes back there`] : []
  const told = notes.map(([code, text]) => `note ${code}  ${text}`)
  return [...lines, ...never, ...nothing, ...ignored, ...told].map((line) => cut(`  ${line}`, io.width()))
}

type Metric = Survey["metrics"][number]

const gapText = (metric: Metric, steps: number): string => (metric.steps < steps ? `⚠ ${metric.steps} of ${steps} steps only` : "")

const stepText = (from: string): string => (/^[\w-]+$/.test(from) ? `"${from}"` : from.replace(/^([\w-]+)(?= in a line)/, '"$1"'))

function firstText({ name, first: { text: raw, line, value, step } }: Metric): string {
  // What a script printed does not steer the terminal.
  const text = raw?.replace(/\p{Cc}/gu, "")
  if (text === undefined) return `first ${numberText(value)} at step ${step}`
  const at = text.lastIndexOf(name)
  const shown = text.length <= 48 ? text : `${at > 24 ? "…" : ""}${text.slice(Math.max(0, at - 24), Math.max(0, at - 24) + 46)}…`
  return `first "${shown}" (line ${line})`
}
