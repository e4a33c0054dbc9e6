/** Values of one source at one step. */
export interface Part {
  /** The source in words, which also tell it from others: `stdout, key=value`. */
  readonly source: string
  readonly metrics: Readonly<Record<string, number>>
}

/** All values of several sources, whichever will keep them. */
export const metricsOf = (parts: readonly Part[]): Readonly<Record<string, number>> =>
  Object.assign({}, ...parts.map(({ metrics }) => metrics)) as Readonly<Record<string, number>>

/** The source that takes over from any other: a script that reports may print as well. */
export const protocolSource = "trial protocol"

/** What becomes of values that came: a report, nothing that counts, or too late to be one. */
type Taken =
  | { readonly kind: "report"; readonly step: number; readonly metrics: Readonly<Record<string, number>> }
  | { readonly kind: "nothing" }
  | { readonly kind: "late"; readonly last: number }

/** Makes one row of reports of what several sources yield: each metric from one source, and steps that never go back. */
export interface Intake {
  take(parts: readonly Part[], at: number): Taken
  /** The step of values that have none: the announced one; else a metric that is there already begins the next. */
  stepFor(metrics: Readonly<Record<string, number>>, announced?: number): number
  /** The step of the last report. */
  readonly step: number
}

/**
 * @param from the step that counts as done before the first report
 * @param heard told once of each metric and its source, and again when the trial protocol takes it over
 */
export function intake(from: number, heard: (metric: string, source: string) => void = () => undefined): Intake {
  const owners = new Map<string, string>()
  let step = from
  let atStep = new Set<string>()
  const owns = (name: string, source: string): boolean => {
    const owner = owners.get(name)
    if (owner === source) return true
    if (owner !== undefined && source !== protocolSource) return false
    owners.set(name, source)
    heard(name, source)
    return true
  }
  return {
    take(parts, at) {
      const owned = parts.flatMap(({ source, metrics }) => Object.entries(metrics).filter(([name]) => owns(name, source)))
      if (at < step) return { kind: "late", last: step }
      if (owned.length === 0) return { kind: "nothing" }
      if (at > step) atStep = new Set()
      step = at
      for (const [name] of owned) atStep.add(name)
      return { kind: "report", step, metrics: Object.fromEntries(owned) }
    },
    stepFor(metrics, announced) {
      if (announced !== undefined && announced >= step) return announced
      const begins = step === from || Object.keys(metrics).some((name) => atStep.has(name))
      return begins ? step + 1 : step
    },
    get step() {
      return step
    },
  }
}
