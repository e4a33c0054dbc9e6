import type { EventStore, Ledger } from "@diapason/core"
import { openStore } from "@diapason/stores"

/** Which sections a report has, and whether the record behind it is shown too. */
export interface ReportOptions {
  /** Names of sections; all of them by default: overview, best, mattered, figures, space, trials, failures, reproduce. */
  readonly sections?: readonly string[]
  /** The store that keeps the study, for an audit: its log is read, and everything in it derived again. */
  readonly audit?: string | EventStore
}

/**
 * A study as one page of HTML that needs nothing else: what `diapason report` writes, for notebooks and pipelines. `study` is an open study or
 * what `optimize` returned; of one that still runs the page says so. The same study at the same position gives the same page. Throws D184
 * for a section that there is not, and D4xx where an audit cannot read its store.
 */
export async function report(study: { readonly ledger: Ledger }, { sections, audit }: ReportOptions = {}): Promise<string> {
  // Loaded here, since it brings all that draws figures.
  const [{ materialOf }, { chosenSections, pageOf }] = await Promise.all([import("../report/material.ts"), import("../report/report.ts")])
  const chosen = chosenSections(sections)
  if (audit === undefined) return pageOf(await materialOf(study.ledger, chosen), chosen)
  const { readAudit } = await import("../report/audit/audit.ts")
  const store = typeof audit === "string" ? await openStore(audit) : audit
  try {
    return pageOf(await materialOf(study.ledger, chosen, { audit: await readAudit(store, study.ledger.definition.name) }), chosen)
  } finally {
    if (typeof audit === "string") await store.close()
  }
}
