import { Dialog } from "radix-ui"
import { useState, type FormEvent } from "react"
import { ProblemError } from "@diapason/server/client"
import type { Config } from "@diapason/core"
import { api } from "../live/api.ts"
import { editedConfig } from "./edited-config.ts"

interface EnqueueProps {
  readonly study: string
  readonly number: number
  readonly config: Config
}

/** Copies the configuration of a trial, lets it be changed, and puts it into the queue. */
export function EnqueueDialog({ study, number, config }: EnqueueProps) {
  const [open, setOpen] = useState(false)
  const [text, setText] = useState("")
  const [why, setWhy] = useState("")
  const [said, setSaid] = useState("")
  const submit = async (event: FormEvent): Promise<void> => {
    event.preventDefault()
    const edited = editedConfig(text)
    if ("problem" in edited) return setSaid(edited.problem)
    try {
      const label = `from #${number}`
      await api("POST /v1/studies/:study/enqueue", {
        params: { study },
        body: { configs: [edited.config], label, ...(why.trim() !== "" && { why: why.trim() }) },
      })
      setOpen(false)
    } catch (error) {
      setSaid(error instanceof ProblemError ? [error.message, error.why, error.fix].filter(Boolean).join(" ") : String(error))
    }
  }
  return (
    <Dialog.Root
      open={open}
      onOpenChange={(next) => {
        setOpen(next)
        setSaid("")
        if (next) setText(JSON.stringify(config, null, 2))
      }}
    >
      <Dialog.Trigger asChild>
        <button type="button">Copy and edit → enqueue</button>
      </Dialog.Trigger>
      <Dialog.Portal>
        <div className="veil" />
        <Dialog.Content className="act-dialog" aria-describedby={undefined}>
          <Dialog.Title>Enqueue a copy of trial {number}</Dialog.Title>
          <form onSubmit={(event) => void submit(event)}>
            <label>
              Configuration
              <textarea rows={10} spellCheck={false} value={text} onChange={(event) => setText(event.target.value)} />
            </label>
            <label>
              Reason (optional; it is kept in Activity)
              <input value={why} onChange={(event) => setWhy(event.target.value)} maxLength={500} />
            </label>
            <p role="alert" className="said">
              {said}
            </p>
            <p className="dialog-end">
              <Dialog.Close asChild>
                <button type="button">Cancel</button>
              </Dialog.Close>
              <button type="submit" className="main">
                Enqueue
              </button>
            </p>
          </form>
        </Dialog.Content>
      </Dialog.Portal>
    </Dialog.Root>
  )
}
