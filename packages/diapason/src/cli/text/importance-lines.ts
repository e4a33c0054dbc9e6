import type { ImportanceAnswer, ImportanceOfTrials } from "@diapason/algorithms"
import type { Io } from "../io.ts"
import { numberText } from "./number.ts"
import { spaced, wrapped } from "./wrapped.ts"
import { cut, widthOf } from "./width.ts"

/**
 * What mattered, as lines: one sentence, a bar for each parameter with its interval, pairs, what is known of the model, what was left out. Of pairs
 * those that are clear of nothing, at most five; all with `allPairs`.
 */
export function importanceLines(study: string, told: ImportanceAnswer, allPairs: boolean, io: Io): readonly string[] {
  const trials = (count: number): string => `${count} usable ${count === 1 ? "trial" : "trials"}`
  return [
    `  ${io.paint.bold(study)}  ${told.target}, ${told.method} over ${trials(told.trials)}`,
    ...body(told, allPairs, io),
    ...(told.branches ?? []).flatMap((branch) => [
      "",
      `  ${io.paint.bold(branch.branch)}  ${trials(branch.trials)}`,
      ...body(branch, allPairs, io),
    ]),
    ...(told.branches?.length === 0 ? ["", "  no choice of this space has parameters that depend on it"] : []),
  ]
}

function body(told: ImportanceOfTrials, allPairs: boolean, io: Io): readonly string[] {
  const width = io.width()
  const pairs = allPairs ? told.pairs : told.pairs.filter(({ low }) => low > 0.01).slice(0, 5)
  const faint = (text: string): readonly string[] => wrapped(text, width - 4).map((line) => `  ${io.paint.dim(line)}`)
  return [
    ...wrapped(told.summary, width - 4).map((line) => `  ${line}`),
    ...barLines(
      [
        ...told.parameters.map((one) => ({
          ...one,
          note: one.givenActive === undefined ? "" : `${shareText(one.givenActive)} where active`,
        })),
        ...pairs.map((pair) => ({ ...pair, name: `${pair.first} × ${pair.second}`, note: "" })),
      ],
      width,
    ),
    ...(told.scaling ?? []).flatMap(({ sentence }) => wrapped(sentence, width - 6).map((line, i) => `  ${i === 0 ? "→ " : "  "}${line}`)),
    ...pathLines(told),
    ...(told.best === undefined ? [] : partLines(told.best)),
    ...(told.model === undefined
      ? []
      : faint(`a ${told.model.kind} predicts ${percentOf(told.model.fit)} of how unseen trials differ${restText(told)}`)),
    ...told.warnings.flatMap((warning) =>
      wrapped(warning, width - 6).map((line, i) => `  ${i === 0 ? io.paint.yellow("! ") : "  "}${line}`),
    ),
    ...told.leftOut.slice(0, mostLeftOut).flatMap(({ what, why }) => faint(`left out: ${what}, ${why}`)),
    ...(told.leftOut.length > mostLeftOut ? faint(`and ${told.leftOut.length - mostLeftOut} more left out; --json names them`) : []),
  ]
}

interface Bar {
  readonly name: string
  readonly share: number
  readonly low: number
  readonly high: number
  readonly note: string
}

function barLines(bars: readonly Bar[], width: number): readonly string[] {
  const names = Math.min(Math.max(8, Math.floor(width / 3)), Math.max(0, ...bars.map(({ name }) => widthOf(name))))
  const room = Math.max(4, Math.min(24, width - names - 28))
  const longest = Math.max(...bars.map(({ share }) => share), 1e-9)
  return bars.map(({ name, share, low, high, note }) => {
    const bar = "█".repeat(Math.round((room * Math.max(0, share)) / longest))
    const text = `  ${spaced(cut(name, names), names)}  ${spaced(bar, room)}  ${shareText(share)}  (${shareText(low)} to ${shareText(high)})`
    return cut(note === "" ? text : `${text}  ${note}`, width)
  })
}

function pathLines({ path }: ImportanceOfTrials): readonly string[] {
  if (path === undefined) return []
  return [
    `  ${path.from}: ${numberText(path.start)} expected, as a loss`,
    ...path.steps.map(({ name, from, to, along, gain, low, high, believed, worthVerifying }) => {
      const interval = `gains ${numberText(gain)} (${numberText(low)} to ${numberText(high)})`
      const with_ = along.length === 0 ? "" : `, with ${along.join(", ")}`
      return `  → ${name} ${valueOf(from)} to ${valueOf(to)}${with_}: ${numberText(believed)}, ${interval}${worthVerifying ? "  worth a run" : ""}`
    }),
  ]
}

function partLines({ trial, base, believed, parts }: NonNullable<ImportanceOfTrials["best"]>): readonly string[] {
  const sorted = Object.entries(parts)
    .sort((a, b) => Math.abs(b[1]) - Math.abs(a[1]))
    .slice(0, 5)
  return [
    `  #${trial} is expected at ${numberText(believed)}, any trial at ${numberText(base)}, as losses:`,
    `    ${sorted.map(([name, part]) => `${name} ${part > 0 ? "+" : ""}${numberText(part)}`).join(" · ")}`,
  ]
}

const restText = ({ rest }: ImportanceOfTrials): string =>
  rest === undefined ? "" : `; three or more parameters together, and noise: ${percentOf(rest)}`
const valueOf = (value: unknown): string =>
  typeof value === "number" ? numberText(value) : typeof value === "string" ? value : JSON.stringify(value)
const shareText = (share: number): string => share.toFixed(2)
const percentOf = (share: number): string => `${Math.max(0, Math.round(100 * share))} %`
const mostLeftOut = 8
