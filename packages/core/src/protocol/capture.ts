import { metricNumber } from "./metric-number.ts"
import { parseLine } from "./parse-line.ts"
import { numberEnd, numberText, writtenNumber } from "./written-number.ts"

/**
 * Finds declared metrics in what a script prints. Three forms, tried in this order: `::diapason {…}`, a line that is a JSON object
 * holding a declared metric, and `name=value` or `name: value` anywhere in a line (the last one of a line counts). Numbers may be
 * written nan inf -Infinity 1e-3 888 +.5. The step is the word `step`, `epoch`, `iteration` or `iter` before a number.
 *
 * Compiles the names once; a line costs one search per name.
 * @param names the declared metrics
 * @param stepName the fidelity's own word for a step, which then goes before the usual four
 * @param forms which forms are looked for: JSON objects, and `name=value` in text; both, unless said otherwise
 */
export function captureMetrics(
  names: readonly string[],
  stepName?: string,
  { json: objects = true, text = true }: { readonly json?: boolean; readonly text?: boolean } = {},
): (line: string) => Captured | undefined {
  const patterns = names.map((name) => ({ name, pattern: valueOf(name) }))
  const steps = stepWords(stepName)
  const stepOf = textStep(steps)
  return (line) => {
    const trimmed = line.trim()
    const marked = trimmed.startsWith(marker)
    const json = marked ? trimmed.slice(marker.length).trim() : trimmed
    if (objects && json.startsWith("{") && json.endsWith("}")) {
      const found = captureObject(json, marked ? undefined : names, steps)
      if (found !== undefined) return found
    }
    return text ? captureText(line, patterns, stepOf) : undefined
  }
}

/** What a line told. */
export interface Captured {
  readonly form: "json" | "text"
  readonly step?: number
  readonly metrics: Readonly<Record<string, number>>
}

/** Lines that begin so are messages, in a place that swallows everything but standard output. */
export const marker = "::diapason "

/** Finds the step that a line announces for the lines after it: `Epoch 3/10`. */
export const announcedStep = (stepName?: string): ((line: string) => number | undefined) => textStep(stepWords(stepName))

/** Finds which of the words of a step gives a line its step: `epoch` in `Epoch 3/10`. */
export function stepWordIn(stepName?: string): (line: string) => string | undefined {
  const finders = stepWords(stepName).map((word) => ({ word, find: textStep([word]) }))
  return (line) => finders.find(({ find }) => find(line) !== undefined)?.word
}

/** All `name=number` in a line, declared or not: what could have been meant where a declared metric never came. */
export function numbersIn(line: string): readonly (readonly [string, number])[] {
  return [...line.matchAll(anyValue)].map((found) => [found[1]!, writtenNumber(found[2]!)] as const)
}

function captureObject(json: string, names: readonly string[] | undefined, steps: readonly string[]): Captured | undefined {
  const parsed = parseLine(json)
  if ("why" in parsed) return undefined
  const { metrics, step } = rowNumbers(parsed.object, steps)
  if (names !== undefined && !names.some((name) => Object.hasOwn(metrics, name))) return undefined
  return Object.keys(metrics).length === 0 ? undefined : { form: "json", metrics, ...(step !== undefined && { step }) }
}

/**
 * The numbers of an object, flat or under `metrics`, and its step: the first of the words in `steps` that it has. Words of a step are
 * no metrics; neither are true and false.
 */
export function rowNumbers(
  object: Readonly<Record<string, unknown>>,
  steps: readonly string[],
): { readonly metrics: Readonly<Record<string, number>>; readonly step?: number; readonly word?: string } {
  const nested = object["metrics"]
  const values = typeof nested === "object" && nested !== null ? (nested as Readonly<Record<string, unknown>>) : object
  const read = Object.entries(values).map(([name, value]) => [name, typeof value === "boolean" ? undefined : metricNumber(value)] as const)
  const numbers = read.filter((entry): entry is readonly [string, number] => entry[1] !== undefined && !steps.includes(entry[0]))
  const word = steps.find((name) => stepNumber(object[name] ?? values[name]) !== undefined)
  const step = word === undefined ? undefined : stepNumber(object[word] ?? values[word])
  return { metrics: Object.fromEntries(numbers), ...(step !== undefined && { step }), ...(word !== undefined && { word }) }
}

function captureText(
  line: string,
  patterns: readonly { name: string; pattern: RegExp }[],
  stepOf: (line: string) => number | undefined,
): Captured | undefined {
  const found: (readonly [string, number])[] = []
  for (const { name, pattern } of patterns) {
    if (!line.includes(name)) continue
    const last = [...line.matchAll(pattern)].at(-1)
    if (last !== undefined) found.push([name, writtenNumber(last[1]!)])
  }
  if (found.length === 0) return undefined
  const step = stepOf(line)
  return { form: "text", metrics: Object.fromEntries(found), ...(step !== undefined && { step }) }
}

function textStep(words: readonly string[]): (line: string) => number | undefined {
  const patterns = words.map(
    (word) => new RegExp(String.raw`(?<![\w.\-/])${escaped(word)}["']?\s{0,9}[=:#\[(]?\s{0,9}(\d+(?:\.\d+)?)(?!\w)`, "i"),
  )
  return (line) => {
    for (const pattern of patterns) {
      const found = pattern.exec(line)
      if (found !== null) return Number(found[1])
    }
    return undefined
  }
}

/** The words before which a step is looked for, the fidelity's own first. */
export const stepWords = (own: string | undefined): readonly string[] => [
  ...new Set([...(own === undefined ? [] : [own]), "step", "epoch", "iteration", "iter"]),
]

const stepNumber = (x: unknown): number | undefined => (typeof x === "number" && Number.isFinite(x) && x >= 0 ? x : undefined)

/** Not the beginning of something longer: `888x`, `1.2.3`, `1,234` are no numbers here rather than wrong ones. */
const number = `(${numberText})${numberEnd}`

/** The name not as the end of a longer one (`loss` in `val_loss`), perhaps in quotes, then the number. */
const valueOf = (name: string): RegExp => new RegExp(String.raw`(?<![\w.\-/])${escaped(name)}["']?\s{0,20}[=:]\s{0,20}${number}`, "g")

const anyValue = new RegExp(String.raw`(?<![\w.\-/])([A-Za-z_][\w./\-]{0,63})["']?\s{0,20}[=:]\s{0,20}${number}`, "g")

const escaped = (name: string): string => name.replace(/[.*+?^${}()|[\]\\\-/]/g, "\\$&")
