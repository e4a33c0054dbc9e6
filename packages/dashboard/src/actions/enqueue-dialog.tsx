import { domainOf, type Flat } from "@diapason/core"
import { useMemo, useState, useSyncExternalStore, type FormEvent } from "react"
import { Dialog } from "../app/dialog.tsx"
import { Fallen } from "../app/fallen.tsx"
import { feedOf } from "../live/live-study.ts"
import { useMe } from "../live/use-me.ts"
import { enqueueLine } from "./command-line.ts"
import { Command } from "./copied.tsx"
import { activeParameters, configFrom, firstTexts, listed } from "./form-values.ts"
import { Proposed } from "./proposed.tsx"
import { sendChange } from "./send-change.ts"

interface EnqueueProps {
  readonly study: string
  /** The trial whose values it begins with. */
  readonly from?: number | undefined
  readonly close: () => void
}

/** A form of the space: a configuration is put into the queue before the sampler is asked again. */
export default function EnqueueDialog({ study, from, close }: EnqueueProps) {
  const feed = feedOf(study)
  const live = useSyncExternalStore(feed.subscribe, feed.current)
  if (live === undefined || live instanceof Error) return null
  return (
    <Dialog title={from === undefined ? "Enqueue a configuration" : `Enqueue, beginning with trial ${from}`} onClose={close}>
      <EnqueueForm study={study} ledger={live.board.ledger} from={from} close={close} />
    </Dialog>
  )
}

type FormProps = EnqueueProps & { readonly ledger: Parameters<typeof firstTexts>[0] }

function EnqueueForm({ study, ledger, from, close }: FormProps) {
  const { space } = ledger
  const [texts, setTexts] = useState(() => firstTexts(ledger, from))
  const audited = useMe()?.profile === "audited"
  const [label, setLabel] = useState("")
  const [why, setWhy] = useState("")
  const [busy, setBusy] = useState(false)
  const [error, setError] = useState<Error>()
  const [proposed, setProposed] = useState(false)
  const active = useMemo(() => activeParameters(space, texts), [space, texts])
  const made = useMemo(() => configFrom(space, texts), [space, texts])
  const submit = async (event: FormEvent): Promise<void> => {
    event.preventDefault()
    if ("wrong" in made) return
    setBusy(true)
    setError(undefined)
    try {
      const body = {
        configs: [made.config],
        ...(label.trim() !== "" && { label: label.trim() }),
        ...(why.trim() !== "" && { why: why.trim() }),
      }
      const applied = await sendChange("POST /v1/studies/:study/enqueue", { study }, body)
      if ("proposed" in applied) setProposed(true)
      else close()
    } catch (problem) {
      setError(problem as Error)
    }
    setBusy(false)
  }
  if (proposed) return <Proposed until="it is handed out" close={close} />
  return (
    <form onSubmit={(event) => void submit(event)}>
      <div className="enqueue-fields">
        {active.map((parameter) => {
          const { name } = parameter
          const values = listed(parameter)
          const wrong = "wrong" in made && made.wrong.includes(name)
          const set = (text: string): void => setTexts({ ...texts, [name]: text })
          return (
            <label key={name} className="field">
              {name} <span className="domain">{values === undefined ? domainOf(parameter) : ""}</span>
              {values === undefined ? (
                <input inputMode="decimal" value={texts[name] ?? ""} aria-invalid={wrong} onChange={(event) => set(event.target.value)} />
              ) : (
                <select value={texts[name]} onChange={(event) => set(event.target.value)}>
                  {values.map((value, i) => (
                    <option key={i} value={i}>
                      {typeof value === "string" ? value : JSON.stringify(value)}
                    </option>
                  ))}
                </select>
              )}
              {wrong && <span className="filter-problem">not in {domainOf(parameter)}</span>}
            </label>
          )
        })}
      </div>
      <label className="field">
        Label (optional; shown with the trial)
        <input value={label} onChange={(event) => setLabel(event.target.value)} maxLength={200} />
      </label>
      <label className="field">
        Reason ({audited ? "needed here" : "optional"}; it is kept in Activity)
        <input required={audited} value={why} onChange={(event) => setWhy(event.target.value)} maxLength={2000} />
      </label>
      {"flat" in made && <Command line={enqueueLine(study, searched(made.flat, active), label.trim())} />}
      {error !== undefined && <Fallen error={error} />}
      <p className="dialog-end">
        <button type="button" onClick={close}>
          Cancel
        </button>
        <button type="submit" className="main-button" disabled={busy || "wrong" in made}>
          {busy ? "asking …" : "Enqueue"}
        </button>
      </p>
    </form>
  )
}

const searched = (flat: Flat, active: readonly { readonly name: string }[]): Flat =>
  Object.fromEntries(active.map(({ name }) => [name, flat[name]!]))
