import type { Json } from "@diapason/core"
import { useState, type FormEvent } from "react"
import { Fallen } from "../app/fallen.tsx"
import { Markdown } from "./markdown-view.tsx"
import { useSettingsForm } from "./use-settings.ts"

interface NotesFormProps {
  readonly study: string
  readonly notes: Readonly<Record<string, Json>>
  readonly position: number
  readonly renew: () => void
}

/** The note that describes the study. */
const key = "description"

/** What people wrote beside the study: read as Markdown, edited as text. */
export function NotesForm({ study, notes, position, renew }: NotesFormProps) {
  const [typed, setTyped] = useState<{ readonly text: string; readonly upon: number }>()
  const form = useSettingsForm(study, typed?.upon ?? position, renew)
  const value = Object.hasOwn(notes, key) ? notes[key] : undefined
  const text = typeof value === "string" ? value : ""
  const others = Object.entries(notes).filter(([name]) => name !== key)
  const submit = async (event: FormEvent): Promise<void> => {
    event.preventDefault()
    if (typed === undefined) return
    if (!(await form.send("POST /v1/studies/:study/notes", { key, value: typed.text === "" ? null : typed.text }))) return
    setTyped(undefined)
    renew()
  }
  return (
    <>
      {typed === undefined ? (
        <>
          {text === "" ? (
            <p className="lack">Nothing written yet. What is this study for, and what did it bring?</p>
          ) : (
            <Markdown source={text} />
          )}
          <button type="button" onClick={() => setTyped({ text, upon: position })}>
            {text === "" ? "Write a description" : "Edit"}
          </button>
        </>
      ) : (
        <form onSubmit={(event) => void submit(event)}>
          <label className="field">
            Description: paragraphs, lists, **bold**, `code`, [links](https://…)
            <textarea
              value={typed.text}
              maxLength={100_000}
              onChange={({ target }) => setTyped({ ...typed, text: target.value })}
              autoFocus
            />
          </label>
          <div className="fields">
            <button type="submit" className="main-button" disabled={form.busy}>
              Save
            </button>
            <button type="button" onClick={() => setTyped(undefined)}>
              Cancel
            </button>
          </div>
          <div role="alert">
            {form.overtaken && (
              <div className="verdict bad">
                <p>Somebody else has changed the settings meanwhile. What you typed is still above; there is now:</p>
                <Markdown source={text} />
                <button type="button" onClick={() => setTyped({ ...typed, upon: position })}>
                  Keep mine, upon position {position}
                </button>
              </div>
            )}
            {form.error !== undefined && <Fallen error={form.error} />}
          </div>
        </form>
      )}
      {form.proposed && <p className="note">Proposed: another owner has to approve it on the page Activity.</p>}
      {others.length > 0 && (
        <dl className="facts">
          {others.map(([name, one]) => (
            <OtherNote key={name} name={name} value={one} />
          ))}
        </dl>
      )}
    </>
  )
}

const OtherNote = ({ name, value }: { readonly name: string; readonly value: Json }) => (
  <>
    <dt>{name}</dt>
    <dd>{typeof value === "string" ? value : JSON.stringify(value)}</dd>
  </>
)
