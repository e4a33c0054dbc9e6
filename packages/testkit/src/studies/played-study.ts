import type { Config, Definition, EndingKind, EventBody, StudyEvent, WireMetrics } from "@diapason/core"
import { someHolder, stamped, study } from "../generators/study-log.ts"

/** One trial of a played study: how it was run, and what it came to. */
export interface Ended {
  readonly config: Config
  readonly metrics: WireMetrics
  readonly reports: number
  readonly label?: string
  readonly failure?: { readonly kind: EndingKind; readonly message: string }
  readonly runs?: true
}

/** The log of a study in which each of these trials ran by itself, one after the other. */
export function playedStudy(changed: Partial<Definition>, trials: readonly Ended[]): readonly StudyEvent[] {
  const opened: EventBody = { kind: "session.opened", session: "s-1", holder: someHolder, facts: {} }
  const log: EventBody[] = trials.length === 0 ? [study(changed)] : [study(changed), opened]
  for (const [number, trial] of trials.entries()) log.push(...eventsOf(number, trial, log.length))
  return stamped(log)
}

/** A trial that came to its end with these values, which it also reported `reports` times, growing towards them. */
export const ended = (config: Config, metrics: WireMetrics, reports = 0, label?: string): Ended => ({
  config,
  metrics,
  reports,
  ...(label !== undefined && { label }),
})

export const failed = (config: Config, kind: EndingKind, message: string): Ended => ({ ...ended(config, {}), failure: { kind, message } })

/** A trial that runs at the end of the log. */
export const running = (config: Config): Ended => ({ ...ended(config, {}), runs: true })

/** So many trials, each made from its number. */
export const some = (n: number, make: (i: number) => Ended): readonly Ended[] => Array.from({ length: n }, (_, i) => make(i))

function eventsOf(number: number, { config, metrics, reports, label, failure, runs }: Ended, basis: number): readonly EventBody[] {
  const at = { trial: number, attempt: 1 } as const
  const told = label === undefined ? {} : { label }
  const grown = (step: number): WireMetrics =>
    Object.fromEntries(Object.entries(metrics).map(([name, y]) => [name, typeof y === "number" ? y + (reports - step) / reports : y]))
  const before: EventBody[] = [
    { kind: "trial.suggested", trial: number, config, why: "drawn", by: "random/1", basis, ...told },
    { kind: "trial.started", ...at, session: "s-1" },
    ...Array.from({ length: reports }, (_, i): EventBody => ({ kind: "trial.reported", ...at, step: i + 1, metrics: grown(i + 1) })),
  ]
  if (runs === true) return before
  return [
    ...before,
    { kind: "trial.finished", ...at, metrics, ...(failure === undefined ? { state: "complete" } : { state: "failed", failure }) },
  ]
}
