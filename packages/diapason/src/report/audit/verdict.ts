import type { Audit } from "./audit.ts"
import { isRunning } from "../summary/course.ts"
import type { Ledger } from "@diapason/core"
import { html, type Markup } from "../page/markup.ts"
import { factTable } from "../page/table.ts"
import { counted, exactMoment, shortText } from "../page/text.ts"

/** Whether the record is whole and its course follows from it, with the head that a second person can sign. */
export function verdictOf({ chain, replayed }: Audit, ledger: Ledger, runners: number | undefined): Markup {
  const { difference, suggestions, decisions } = replayed
  const chainText = chain.whole
    ? html`<span class="good">whole</span>: each of ${counted(chain.head.seq, "event")} follows from the one before it`
    : html`<span class="bad">broken at position ${chain.seq}</span>: ${chain.detail}. What stands before it is unchanged.`
  const replayText =
    difference === undefined
      ? html`<span class="good">the same</span>: ${counted(suggestions, "suggestion")} and ${counted(decisions, "decision")} were derived
          again from the log, bit for bit`
      : difference.what === "chain"
        ? html`<span class="bad">not possible</span>: the chain is broken`
        : html`<span class="bad">different at position ${difference.seq}</span
            >${difference.trial === undefined ? undefined : html`, trial ${difference.trial}`}: recorded
            <code>${shortText(difference.recorded, 600)}</code>, derived <code>${shortText(difference.recomputed, 600)}</code>. The versions
            that ran may differ from the one that made this page.`
  return html`${isRunning(ledger, runners) ? html`<p class="bad">The study still runs: this audit ends at position ${ledger.seq}.</p>` : undefined}
  ${factTable("Chain and replay", [
    ["chain", chainText],
    ["replay", replayText],
    ["events", ledger.seq],
    ["head", chain.whole ? html`<code>${chain.head.hash}</code>` : "none that can be trusted"],
    ["last event", exactMoment(ledger.at)],
  ])}`
}

/** Room for a second person, who holds this head against their own copy of the log. */
export const countersignature = ({ chain }: Audit): Markup =>
  html`<p>
      By signing, a second person confirms that the log they were shown ends at position ${chain.whole ? chain.head.seq : chain.seq - 1}
      with the head <code>${chain.whole ? chain.head.hash : "(the chain is broken)"}</code>, as <code>diapason replay</code> prints it.
    </p>
    <div class="signature">
      <div>Name and role</div>
      <div>Date</div>
      <div>Signature</div>
      <div>Remarks</div>
    </div>`
