import { useState, type FormEvent } from "react"
import { Dialog } from "../app/dialog.tsx"
import { Fallen } from "../app/fallen.tsx"
import { useMe } from "../live/use-me.ts"
import { commandOf } from "./command-line.ts"
import { Command } from "./copied.tsx"
import { Proposed } from "./proposed.tsx"
import { sendChange, type Applied } from "./send-change.ts"
import { verbs, type Verb } from "./verbs.ts"

interface ActProps {
  readonly study: string
  readonly verb: Verb
  /** Empty for what is done to the study. */
  readonly trials: readonly number[]
  readonly close: () => void
}

/** Asks for a reason, does it, and says what came of it: done, waiting for an approval, or refused. */
export default function Act({ study, verb, trials, close }: ActProps) {
  const { title, does, route, body, ends } = verbs[verb]
  const me = useMe()
  const audited = me?.profile === "audited"
  const [why, setWhy] = useState("")
  const [busy, setBusy] = useState(false)
  const [error, setError] = useState<Error>()
  const [proposed, setProposed] = useState(false)
  const what = trials.length === 0 ? study : trials.length === 1 ? `trial ${trials[0]!}` : `${trials.length} trials`
  const submit = async (event: FormEvent): Promise<void> => {
    event.preventDefault()
    setBusy(true)
    setError(undefined)
    try {
      const said: Applied[] = []
      const asked = { ...body, ...(why.trim() !== "" && { why: why.trim() }) }
      if (trials.length === 0) said.push(await sendChange(route, { study }, asked))
      for (const trial of trials) said.push(await sendChange(route, { study, trial }, asked))
      if (said.some((one) => "proposed" in one)) setProposed(true)
      else close()
    } catch (problem) {
      setError(problem as Error)
    }
    setBusy(false)
  }
  return (
    <Dialog title={`${title} ${what}`} onClose={close}>
      {proposed ? (
        <Proposed until="it happens" close={close} />
      ) : (
        <form onSubmit={(event) => void submit(event)}>
          <p>{does}</p>
          <label className="field">
            Reason ({audited ? "needed here" : "optional"}; it is kept in Activity)
            <input required={audited} value={why} onChange={(event) => setWhy(event.target.value)} maxLength={2000} autoFocus />
          </label>
          <Command line={commandOf(verb, study, trials, why.trim())} />
          {error !== undefined && <Fallen error={error} />}
          <p className="dialog-end">
            <button type="button" onClick={close}>
              Cancel
            </button>
            <button type="submit" className={ends === true ? "danger" : "main-button"} disabled={busy}>
              {busy ? "asking …" : title}
            </button>
          </p>
        </form>
      )}
    </Dialog>
  )
}
