import { useState } from "react"
import { Fallen } from "../app/fallen.tsx"
import { api } from "../live/api.ts"

interface Verdict {
  readonly whole: boolean
  readonly says: string
  readonly done: boolean
}

/** Checks the chain of hashes from the first event to the last, piece by piece, and says what came of it. */
export function VerifyChain({ study }: { readonly study: string }) {
  const [verdict, setVerdict] = useState<Verdict>()
  const [error, setError] = useState<Error>()
  const busy = verdict !== undefined && !verdict.done
  const verify = async (): Promise<void> => {
    setError(undefined)
    setVerdict({ whole: true, says: "checking …", done: false })
    try {
      for (let after = 0; ;) {
        const answer = await api("GET /v1/studies/:study/chain", { params: { study }, query: { after } })
        if (answer.broken !== undefined) {
          const { position, detail } = answer.broken
          return setVerdict({
            whole: false,
            done: true,
            says: `The log was changed after it was written: at position ${position}, ${detail}.`,
          })
        }
        if (answer.next === undefined)
          return setVerdict({
            whole: true,
            done: true,
            says: `The log is as it was written: ${answer.to} events, chain head ${answer.hash}.`,
          })
        setVerdict({ whole: true, done: false, says: `${answer.to} of ${answer.of} events checked …` })
        after = answer.next
      }
    } catch (problem) {
      setVerdict(undefined)
      setError(problem as Error)
    }
  }
  return (
    <>
      <button type="button" disabled={busy} onClick={() => void verify()}>
        Verify the chain
      </button>
      <div role="status" className="verdict-place">
        {verdict !== undefined && (
          <p className={verdict.whole ? "verdict" : "verdict bad"}>
            <span aria-hidden="true">{verdict.done ? (verdict.whole ? "✓" : "✕") : "…"}</span> {verdict.says}
          </p>
        )}
      </div>
      {error !== undefined && <Fallen error={error} />}
    </>
  )
}
