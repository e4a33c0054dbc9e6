import { Dialog } from "radix-ui"
import { useState, type FormEvent } from "react"
import { actOnTrials, type TrialVerb } from "./act-on-trials.ts"

interface ActProps {
  readonly study: string
  readonly trials: readonly number[]
  readonly verb: TrialVerb
  /** On the button that opens it. */
  readonly label: string
  readonly disabled?: boolean
}

/** A button that asks for a reason, does it, and says what came of it. */
export function ActDialog({ study, trials, verb, label, disabled = false }: ActProps) {
  const [open, setOpen] = useState(false)
  const [why, setWhy] = useState("")
  const [said, setSaid] = useState<readonly string[]>([])
  const [busy, setBusy] = useState(false)
  const submit = async (event: FormEvent): Promise<void> => {
    event.preventDefault()
    setBusy(true)
    const { done, refused } = await actOnTrials(study, trials, verb, why.trim())
    setBusy(false)
    if (refused.length === 0) setOpen(false)
    setSaid(refused.length === 0 ? [] : [`${done} of ${trials.length} done.`, ...refused])
  }
  const which = trials.length === 1 ? `trial ${trials[0]!}` : `${trials.length} trials`
  return (
    <Dialog.Root
      open={open}
      onOpenChange={(next) => {
        setOpen(next)
        setSaid([])
      }}
    >
      <Dialog.Trigger asChild>
        <button type="button" disabled={disabled || trials.length === 0}>
          {label}
        </button>
      </Dialog.Trigger>
      <Dialog.Portal>
        {/* The library's own overlay would write a style element, which the page's policy refuses. */}
        <div className="veil" />
        <Dialog.Content className="act-dialog" aria-describedby={undefined}>
          <Dialog.Title>
            {titles[verb]} {which}
          </Dialog.Title>
          <p className="note">{consequences[verb]}</p>
          <form onSubmit={(event) => void submit(event)}>
            <label>
              Reason (optional; it is kept in Activity)
              <input value={why} onChange={(event) => setWhy(event.target.value)} maxLength={500} />
            </label>
            <div role="alert">
              {said.map((line) => (
                <p key={line}>{line}</p>
              ))}
            </div>
            <p className="dialog-end">
              <Dialog.Close asChild>
                <button type="button">Cancel</button>
              </Dialog.Close>
              <button type="submit" className="main" disabled={busy}>
                {busy ? "working …" : `${titles[verb]} ${which}`}
              </button>
            </p>
          </form>
        </Dialog.Content>
      </Dialog.Portal>
    </Dialog.Root>
  )
}

const titles = { exclude: "Exclude", include: "Include", retry: "Retry" } as const
const consequences = {
  exclude: "Hidden from the sampler and from the pictures, until somebody includes it again. Nothing is deleted.",
  include: "The sampler and the pictures see it again.",
  retry: "It waits for another attempt under the same number, with a seed of its own.",
} as const
