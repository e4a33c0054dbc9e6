import { Link, useNavigate } from "@tanstack/react-router"
import { marks } from "@diapason/views"
import { useEffect } from "react"
import { useStudyName } from "../live/use-study.ts"
import { useView } from "../panels/view-context.ts"
import { ask } from "../app/dialogs.ts"
import { ActButton } from "../trials/act-button.tsx"
import { isFree } from "../trials/is-free.ts"
import { MarkBadge } from "../trials/mark-badge.tsx"
import type { TrialRead } from "./trial-read.ts"

/** Which trial this is, the way to its neighbours, and what can be done with it. */
export function TrialHead({ number, read }: { readonly number: number; readonly read: TrialRead }) {
  const study = useStudyName()
  const { board, mask } = useView()
  const navigate = useNavigate()
  const mark = marks[board.table.mark[number]!]!
  const before = mask.lastIndexOf(1, number - 1)
  const after = mask.indexOf(1, number + 1)
  const previous = number > 0 && before >= 0 ? before : undefined
  const next = after >= 0 && after < board.table.size ? after : undefined
  useEffect(() => {
    const listener = (event: KeyboardEvent): void => {
      if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || !isFree(event.target)) return
      const to = event.key === "k" ? previous : event.key === "j" ? next : undefined
      if (to !== undefined) void navigate({ to: "/s/$study/trials/$trial", params: { study, trial: String(to) }, search: true })
    }
    document.addEventListener("keydown", listener)
    return () => document.removeEventListener("keydown", listener)
  })
  return (
    <div className="trial-head">
      <h2>Trial {number}</h2>
      <MarkBadge mark={mark} />
      {board.ledger.front.includes(number) && <span className="star">★ best</span>}
      {read.label !== undefined && <span className="tag">{read.label}</span>}
      <nav aria-label="Other trials" className="neighbours">
        <Neighbour study={study} trial={previous} text={previous === undefined ? "◀" : `◀ ${previous}`} says="Previous trial" />
        <Neighbour study={study} trial={next} text={next === undefined ? "▶" : `${next} ▶`} says="Next trial" />
        <Link to="/s/$study/trials" params={{ study }} search={true as never}>
          all trials
        </Link>
      </nav>
      <div className="trial-actions" role="group" aria-label="Actions">
        {read.state === "running" && <ActButton study={study} trials={[number]} verb="prune" label="Prune" />}
        {read.state === "failed" && <ActButton study={study} trials={[number]} verb="retry" label="Retry" />}
        <ActButton
          study={study}
          trials={[number]}
          verb={read.excluded === undefined ? "exclude" : "include"}
          label={read.excluded === undefined ? "Exclude" : "Include"}
        />
        <button type="button" onClick={() => ask({ kind: "enqueue", study, from: number })}>
          Copy and edit → enqueue
        </button>
      </div>
    </div>
  )
}

interface NeighbourProps {
  readonly study: string
  readonly trial: number | undefined
  readonly text: string
  readonly says: string
}

function Neighbour({ study, trial, text, says }: NeighbourProps) {
  if (trial === undefined)
    return (
      <span className="nobody" aria-hidden="true">
        {text}
      </span>
    )
  return (
    <Link to="/s/$study/trials/$trial" params={{ study, trial: String(trial) }} search={true as never} aria-label={`${says}: ${trial}`}>
      {text}
    </Link>
  )
}
