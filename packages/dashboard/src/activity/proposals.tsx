import type { ProposedChange } from "@diapason/core"
import { eventWords } from "@diapason/views"
import { useState } from "react"
import { sendChange } from "../actions/send-change.ts"
import { Fallen } from "../app/fallen.tsx"
import { showTime } from "@diapason/figures"

/** Changes that wait for the word of somebody else. */
export function Proposals({ study, proposals }: { readonly study: string; readonly proposals: readonly ProposedChange[] }) {
  if (proposals.length === 0) return null
  return (
    <section className="panel" aria-labelledby="asks-proposals">
      <header>
        <h2 id="asks-proposals">What waits for an approval?</h2>
      </header>
      {proposals.map((proposal) => (
        <Proposal key={proposal.id} study={study} proposal={proposal} />
      ))}
    </section>
  )
}

function Proposal({ study, proposal: { id, by, at, why, events } }: { readonly study: string; readonly proposal: ProposedChange }) {
  const [reason, setReason] = useState("")
  const [error, setError] = useState<Error>()
  const [busy, setBusy] = useState(false)
  const answer = async (verb: "approve" | "decline"): Promise<void> => {
    setBusy(true)
    setError(undefined)
    try {
      await sendChange(
        `POST /v1/studies/:study/proposals/:proposal/${verb}`,
        { study, proposal: id },
        reason.trim() === "" ? {} : { why: reason.trim() },
      )
    } catch (problem) {
      setError(problem as Error)
    }
    setBusy(false)
  }
  return (
    <div className="proposal">
      <h3>{events.map((event) => eventWords(event).says).join("; ")}</h3>
      <p className="note">
        {by}, {showTime(at)}
        {why !== "" && `: ${why}`}
      </p>
      <div className="fields">
        <label className="field">
          Reason
          <input value={reason} onChange={({ target }) => setReason(target.value)} maxLength={2000} />
        </label>
        <button type="button" className="main-button" disabled={busy} onClick={() => void answer("approve")}>
          Approve
        </button>
        <button type="button" disabled={busy} onClick={() => void answer("decline")}>
          Decline
        </button>
      </div>
      {error !== undefined && <Fallen error={error} />}
    </div>
  )
}
