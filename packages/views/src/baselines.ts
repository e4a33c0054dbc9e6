/** Baselines of a study: trials whose configuration was given, not searched. All that shows or compares them asks here. */
import type { Ledger, Objective } from "@diapason/core"
import { columnNamed, factNamed, marks, wordAt, type TrialTable } from "./board/table.ts"

/** A trial whose configuration was given beforehand, by a person or from the library. */
export interface BaselineTrial {
  readonly trial: number
  readonly label: string
  /** Of the first objective, where the trial is complete and keeps all limits. */
  readonly value?: number
}

/** How the best compares with the best of the baselines. `share` is that of the baseline's size; absent where the baseline is 0. */
export interface Against {
  readonly label: string
  readonly trial: number
  readonly difference: number
  readonly share?: number
  readonly better: boolean
}

/** The sign of a baseline beside its number, in tables, legends and terminals; charts draw the same square. */
export const baselineSign = "□"

/** Whether a trial of a table is a baseline. */
export const isBaseline = (table: TrialTable, trial: number): boolean => wordAt(factNamed(table, "by"), trial) === "baseline"

/** The first `most` baselines of a table, by number. One pass over one column. */
export function baselinesOfTable(table: TrialTable, metric: string, most = 24): readonly BaselineTrial[] {
  const [by, labels] = [factNamed(table, "by"), factNamed(table, "label")]
  const given = by.words?.indexOf("baseline") ?? -1
  const values = columnNamed(table, metric)?.values
  const found: BaselineTrial[] = []
  if (given < 0) return found
  for (let n = 0; n < table.size && found.length < most; n++) {
    if (by.values[n] !== given || marks[table.mark[n]!] === "excluded") continue
    const value = marks[table.mark[n]!] === "complete" ? values?.[n] : undefined
    found.push({ trial: n, label: wordAt(labels, n) ?? "baseline", ...(value !== undefined && Number.isFinite(value) && { value }) })
  }
  return found
}

/** The first `most` baselines of a ledger that has all its trials. */
export function baselinesOf(ledger: Ledger, most = 24): readonly BaselineTrial[] {
  const { metric } = ledger.definition.objectives[0]!
  const found: BaselineTrial[] = []
  for (const trial of ledger.trials) {
    if (found.length >= most) break
    if (trial.by !== "baseline" || trial.excluded !== undefined) continue
    const kept = trial.state === "complete" && ledger.rules.violations(trial.values, trial.config).every((v) => v <= 0)
    const value = kept ? trial.values[metric] : undefined
    found.push({ trial: trial.number, label: trial.label ?? "baseline", ...(value !== undefined && Number.isFinite(value) && { value }) })
  }
  return found
}

/** The best of all beside the best baseline; undefined where no baseline has a value. The best may be that baseline itself: difference 0. */
export function againstBaseline(
  baselines: readonly BaselineTrial[],
  best: number | undefined,
  { direction }: Pick<Objective, "direction">,
): Against | undefined {
  const sign = direction === "minimize" ? 1 : -1
  const [first] = baselines
    .filter((one): one is BaselineTrial & { readonly value: number } => one.value !== undefined)
    .sort((a, b) => sign * (a.value - b.value) || a.trial - b.trial)
  if (first === undefined || best === undefined || !Number.isFinite(best)) return undefined
  const difference = best - first.value
  const share = first.value === 0 ? {} : { share: difference / Math.abs(first.value) }
  return { label: first.label, trial: first.trial, difference, ...share, better: sign * difference < 0 }
}

/** The same of a whole ledger with one objective; a front is not one value. */
export function ledgerAgainst(ledger: Ledger): Against | undefined {
  const [objective, second] = ledger.definition.objectives
  const best = ledger.trials[ledger.front[0] ?? -1]
  if (objective === undefined || second !== undefined || best === undefined || !("values" in best)) return undefined
  return againstBaseline(baselinesOf(ledger), best.values[objective.metric], objective)
}

/** `vs paper −0.061 (−17 %)`; `number` prints a number without its sign. */
export function againstText({ label, difference, share }: Against, number: (x: number) => string): string {
  if (difference === 0) return `the same as ${label}`
  const sign = difference > 0 ? "+" : "−"
  const part = share === undefined ? "" : ` (${sign}${percent(Math.abs(share))} %)`
  return `vs ${label} ${sign}${number(Math.abs(difference))}${part}`
}

const percent = (share: number): string => (share >= 0.1 ? (100 * share).toFixed(0) : String(Number((100 * share).toPrecision(2))))
