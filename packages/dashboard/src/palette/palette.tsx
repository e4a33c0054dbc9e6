import { useQueryClient } from "@tanstack/react-query"
import { useNavigate } from "@tanstack/react-router"
import { useId, useMemo, useState, useSyncExternalStore, type KeyboardEvent } from "react"
import { Dialog } from "../app/dialog.tsx"
import { ask } from "../app/dialogs.ts"
import { studyPages } from "../app/pages.ts"
import { feedOf } from "../live/live-study.ts"
import { useMe } from "../live/use-me.ts"
import { useStudies } from "../live/use-studies.ts"
import { useStudyName } from "../live/use-study.ts"
import { useAddress } from "../selection/address.ts"
import { choicesOf, type Choice, type Place } from "./commands.ts"

/** Everything that can be done, found by typing; each with the line that does the same in a terminal. */
export default function Palette({ close }: { readonly close: () => void }) {
  const place = usePlace()
  const navigate = useNavigate()
  const queries = useQueryClient()
  const [text, setText] = useState("")
  const [at, setAt] = useState(0)
  const id = useId()
  const choices = useMemo(() => choicesOf(place, text), [place, text])
  const chosen = Math.min(at, choices.length - 1)
  const take = ({ does }: Choice): void => {
    close()
    void queries
    if ("go" in does) void navigate({ to: does.go, search: (does.go === "/" ? {} : true) as never })
    else if ("act" in does) ask({ kind: "act", study: place.study!, verb: does.act, trials: does.trials })
    else if ("enqueue" in does) ask({ kind: "enqueue", study: place.study!, ...(does.enqueue !== undefined && { from: does.enqueue }) })
    else ask({ kind: "keys" })
  }
  const onKeyDown = (event: KeyboardEvent): void => {
    const by = { ArrowDown: 1, ArrowUp: -1 }[event.key]
    if (by !== undefined) {
      const next = (chosen + by + choices.length) % Math.max(1, choices.length)
      setAt(next)
      document.getElementById(`${id}-${next}`)?.scrollIntoView({ block: "nearest" })
    } else if (event.key === "Enter" && choices[chosen] !== undefined) take(choices[chosen])
    else return
    event.preventDefault()
  }
  return (
    <Dialog title="Everything that can be done" bare className="palette" onClose={close}>
      <input
        autoFocus
        role="combobox"
        aria-label="What to do"
        aria-expanded="true"
        aria-controls={id}
        aria-activedescendant={choices.length > 0 ? `${id}-${chosen}` : undefined}
        placeholder="a page, a study, the number of a trial, an action …"
        value={text}
        onChange={(event) => {
          setText(event.target.value)
          setAt(0)
        }}
        onKeyDown={onKeyDown}
      />
      <ul id={id} role="listbox" aria-label="What can be done">
        {choices.map((choice, i) => (
          <li
            key={choice.title}
            id={`${id}-${i}`}
            role="option"
            aria-selected={i === chosen}
            onMouseMove={() => setAt(i)}
            onClick={() => take(choice)}
          >
            <span>{choice.title}</span>
            {choice.line !== undefined && <code>{choice.line}</code>}
          </li>
        ))}
      </ul>
      {choices.length === 0 && <p className="note">Nothing fits. Names of pages, studies and actions are known, and numbers of trials.</p>}
    </Dialog>
  )
}

function usePlace(): Place {
  const study = useStudyName()
  const me = useMe()
  const [{ sel }] = useAddress()
  const studies = useStudies()
  const feed = study === "" ? undefined : feedOf(study)
  const live = useSyncExternalStore(feed?.subscribe ?? nothing, feed?.current ?? none)
  return useMemo(() => {
    const ledger = live === undefined || live instanceof Error ? undefined : live.board.ledger
    const best = ledger?.front[0]
    return {
      ...(study !== "" && { study }),
      studies: studies.data?.map((one) => one.study) ?? [],
      pages: studyPages,
      trials: ledger?.trials.length ?? 0,
      picked: sel === undefined ? [] : String(sel).split(",").map(Number),
      running: [...(ledger?.running ?? [])],
      held: ledger?.held !== undefined,
      ...(best !== undefined && { best }),
      ...(me !== undefined && { role: me.role }),
    }
  }, [study, me, sel, studies.data, live])
}

const nothing = () => () => undefined
const none = () => undefined
