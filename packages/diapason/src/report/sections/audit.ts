import { decisionTable } from "../audit/changes.ts"
import { confirmationTable, failureTable, seedTable } from "../audit/records.ts"
import { revisionNote, revisionTable } from "../audit/revisions.ts"
import { dataFacts, sessionTable } from "../audit/sessions.ts"
import { countersignature, verdictOf } from "../audit/verdict.ts"
import { html } from "../page/markup.ts"
import type { Section } from "./section.ts"

/** The whole provenance of a study, complete and uncut, for who must show how a result came about. */
export const audit: Section = {
  id: "audit",
  title: "Audit",
  body({ ledger, runners, audit: read }) {
    if (read === undefined) return undefined
    return html`<h3>Is the record whole, and does everything follow from it?</h3>
      ${verdictOf(read, ledger, runners)}
      <h3>What was searched, and how was that changed?</h3>
      ${revisionNote(read)}${revisionTable(read)}
      <h3>What did people decide?</h3>
      ${decisionTable(read)}
      <h3>Where did it run, and on which code?</h3>
      ${sessionTable(ledger)}
      <h3>On which data?</h3>
      ${dataFacts(ledger, read)}
      <h3>Where does chance come from?</h3>
      ${seedTable(ledger, read)}
      <h3>What failed?</h3>
      ${failureTable(ledger, read)}
      <h3>What was run again?</h3>
      ${confirmationTable(read)}
      <h3>Countersignature</h3>
      ${countersignature(read)}`
  },
}
