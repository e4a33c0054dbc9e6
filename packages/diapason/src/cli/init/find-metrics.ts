import { callsOf, entriesOf } from "./source/calls.ts"
import { javascript, python, stringsIn, withoutComments } from "./source/scan.ts"
import type { SourceFile } from "./script-files.ts"

/** A figure that a script prints or reports, with the direction that its name tells. */
export interface FoundMetric {
  readonly name: string
  readonly direction: "minimize" | "maximize"
}

const lower = /^(loss|losses|error|err|perplexity|ppl|rmse|mae|mse|mape|nll|wer|cer|fid|bpb|bpc)$/
const higher = /^(accuracy|acc|top1|top5|auc|auroc|auprc|f1|r2|score|reward|return|map|iou|miou|bleu|rouge|precision|recall|psnr|ssim)$/

/** The figures in a source whose names tell a direction: those on held-out data first, those of training last. */
export function findMetrics(files: readonly SourceFile[]): readonly FoundMetric[] {
  const names = new Set(files.flatMap((file) => namesIn(file)))
  const found = [...names].flatMap((name): readonly FoundMetric[] => {
    const direction = directionOf(name)
    return direction === undefined ? [] : [{ name, direction }]
  })
  return found
    .map((metric, i) => ({ metric, i }))
    .sort((a, b) => rank(a.metric.name) - rank(b.metric.name) || a.i - b.i)
    .map(({ metric }) => metric)
}

/** The direction in which a metric of this name gets better; undefined when the name does not tell. */
export function directionOf(name: string): FoundMetric["direction"] | undefined {
  const words = wordsOf(name)
  if (words.some((word) => lower.test(word))) return "minimize"
  return words.some((word) => higher.test(word)) ? "maximize" : undefined
}

const wordsOf = (name: string): readonly string[] =>
  name
    .replace(/([a-z])([A-Z])/g, "$1_$2")
    .toLowerCase()
    .split(/[^a-z0-9]+/)

function rank(name: string): number {
  const words = wordsOf(name)
  if (words.some((word) => /^(val|valid|validation|dev|eval|heldout|cv)$/.test(word))) return 0
  if (words.includes("test")) return 1
  return words.some((word) => /^(train|training|running|batch|step)$/.test(word)) ? 3 : 2
}

/** Names in texts that are printed, `val_loss={…}` or `"val_loss:", x`; keys of objects; names that are reported. */
function namesIn({ path, text }: SourceFile): readonly string[] {
  const language = path.endsWith(".py") || text.startsWith("#!/usr/bin/env python") ? python : javascript
  const source = withoutComments(text, language)
  const name = "([A-Za-z_][\\w./-]*)"
  const inStrings = stringsIn(source, language).flatMap(({ at, text: string }) => [
    ...[...string.matchAll(new RegExp(`${name}\\s*[=:]\\s*(?:\\$?\\{|%[\\d.]*[feg])`, "g"))].map(([, found]) => found!),
    ...[...string.matchAll(new RegExp(`${name}\\s*[=:]\\s*["'\`]$`, "g"))].map(([, found]) => found!),
    ...(/^\s*:(?!:)/.test(source.slice(at + string.length)) ? [string.replace(/^\w*["'`]|["'`]$/g, "")] : []),
  ])
  const reported = callsOf(source, "(?:\\w+\\.)*(?:report|log|stringify|dumps|dict|tell|record|log_metrics|log_metric)", language).flatMap(
    ({ args, named }) => [
      ...named.keys(),
      ...[...entriesOf(args[0] ?? "", language).keys()],
      ...(/^\{/.test(args[0] ?? "")
        ? args[0]!
            .replace(/^\{|\}$/g, "")
            .split(",")
            .map((part) => part.trim())
        : []),
    ],
  )
  const plain = new RegExp(`^${name}$`)
  return [...inStrings, ...reported].filter((found) => plain.test(found))
}
