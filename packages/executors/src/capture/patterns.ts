import { createContext, Script } from "node:vm"
import { fault } from "@diapason/core"
import { writtenNumber, type CapturePattern } from "@diapason/core/protocol"

/** What a pattern found in a line. */
interface Matched {
  /** Which pattern, from 0. */
  readonly pattern: number
  readonly metrics: Readonly<Record<string, number>>
  readonly step?: number
}

/**
 * Tries patterns on lines. A pattern can take longer than the world will last for some line; so each may take 100 ms on the first
 * 4096 characters of one, and one that has taken longer three times is given up, which is told once.
 */
export function patternMatcher(
  patterns: readonly CapturePattern[],
  diagnostic: (code: string, text: string) => void,
): (line: string) => readonly Matched[] {
  const tried = patterns.map((pattern) => ({ pattern, exec: timed(pattern.source), late: 0 }))
  return (line) => {
    const text = line.slice(0, longest)
    const found: Matched[] = []
    tried.forEach((one, i) => {
      if (one.late === patience || !text.includes(one.pattern.needs)) return
      const groups = one.exec(text)
      if (groups === "late") {
        one.late++
        if (one.late === patience) diagnostic("D507", fault("D507", { pattern: one.pattern.written, ms: limit }).words.what)
      } else if (groups !== undefined) found.push({ pattern: i, ...valuesOf(one.pattern, groups) })
    })
    return found.filter(({ metrics }) => Object.keys(metrics).length > 0)
  }
}

type Groups = Readonly<Record<string, string | undefined>>

/** Milliseconds of one try, characters of a line, and how often a pattern may be late. */
const [limit, longest, patience] = [100, 4096, 3]

/** Only a script of its own can be stopped in the middle of a match. */
function timed(source: string): (line: string) => Groups | "late" | undefined {
  const surroundings = createContext({ pattern: new RegExp(source), line: "" })
  const script = new Script("pattern.exec(line)?.groups")
  return (line) => {
    surroundings["line"] = line
    try {
      return script.runInContext(surroundings, { timeout: limit }) as Groups | undefined
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === "ERR_SCRIPT_EXECUTION_TIMEOUT") return "late"
      throw error
    }
  }
}

/** Of a name in several alternatives the one that matched; what is no number is left out. */
function valuesOf({ names }: CapturePattern, groups: Groups): Omit<Matched, "pattern"> {
  const metrics: Record<string, number> = {}
  let step: number | undefined
  names.forEach((name, i) => {
    const written = groups[`m${i}`]?.trim() ?? ""
    const value = writtenNumber(written)
    if (Number.isNaN(value) && !/^[+-]?nan$/i.test(written)) return
    if (name !== "step") metrics[name] = value
    else if (value >= 0 && Number.isFinite(value)) step = value
  })
  return { metrics, ...(step !== undefined && { step }) }
}
