import { announcedStep, captureMetrics } from "@diapason/core/protocol"
import type { Part } from "./intake.ts"
import { patternMatcher } from "./patterns.ts"
import type { ReadRules } from "./rules.ts"

/** What a printed line told. */
interface Printed {
  readonly parts: readonly Part[]
  /** The step that stands in the line itself. */
  readonly step?: number
  /** The step that the last line without metrics announced. */
  readonly announced?: number
}

/**
 * Reads printed lines by the rules: patterns first, as they were written for this script, then a JSON object, else `name=value`. All
 * ways see each line, and have the step in common that one of them found there.
 */
export function printedLines(
  names: readonly string[],
  stepName: string | undefined,
  rules: ReadRules,
  diagnostic: (code: string, text: string) => void,
): (line: string) => Printed | undefined {
  const match = patternMatcher(rules.patterns, diagnostic)
  const capture = captureMetrics(names, stepName, rules)
  const announcedIn = announcedStep(stepName)
  const nth = (i: number): string => (rules.patterns.length === 1 ? "" : ` ${i + 1}`)
  let announced: number | undefined
  return (raw) => {
    const line = withoutColours(raw)
    const matched = match(line)
    const captured = capture(line)
    const parts: Part[] = matched.map(({ pattern, metrics }) => ({ source: `stdout, regex${nth(pattern)}`, metrics }))
    if (captured !== undefined)
      parts.push({ source: captured.form === "json" ? "stdout, JSON" : "stdout, key=value", metrics: captured.metrics })
    if (parts.length === 0) {
      announced = announcedIn(line) ?? announced
      return undefined
    }
    const step = matched.find((found) => found.step !== undefined)?.step ?? captured?.step
    return { parts, ...(step !== undefined && { step }), ...(announced !== undefined && { announced }) }
  }
}

/** A line without its colours, which would stand between a name and what makes it a word of its own. */
// eslint-disable-next-line no-control-regex -- the escape character is what they begin with
export const withoutColours = (line: string): string => (line.includes("\u001b") ? line.replace(/\u001b\[[\d;?]*[A-Za-z]/g, "") : line)
