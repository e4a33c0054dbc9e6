import { useQuery } from "@tanstack/react-query"
import { Link } from "@tanstack/react-router"
import type { StudyEvent } from "@diapason/core"
import { eventWords } from "@diapason/views"
import { useState } from "react"
import { api } from "../live/api.ts"
import { eventsAround } from "./events-around.ts"
import { MomentLink } from "./moment-link.tsx"
import { clock } from "./moment-words.ts"
import { useStudyLog } from "./use-study-log.ts"

interface EventListProps {
  readonly study: string
  readonly position: number
  readonly whole: boolean
  readonly last: number
}

/** What happened around a moment, in words, with the reason of each. */
export function EventList({ study, position, whole, last }: EventListProps) {
  const [all, setAll] = useState(false)
  const log = useStudyLog(study, whole ? last : 0)
  const near = useEventsNear(study, whole ? undefined : position)
  const events = whole ? log?.past.events : near
  return (
    <section className="panel" aria-labelledby="asks-events">
      <header>
        <h2 id="asks-events">What happened around this moment?</h2>
        <span className="choice" role="group" aria-label="Which events">
          <button type="button" aria-pressed={!all} onClick={() => setAll(false)}>
            what changed
          </button>
          <button type="button" aria-pressed={all} onClick={() => setAll(true)}>
            every event
          </button>
        </span>
      </header>
      {events === undefined ? (
        <p className="lack">Reading the log …</p>
      ) : (
        <ol className="event-list">
          {eventsAround(events, position, all).map((event) => (
            <EventRow key={event.seq} study={study} event={event} position={position} />
          ))}
        </ol>
      )}
    </section>
  )
}

function EventRow({ study, event, position }: { readonly study: string; readonly event: StudyEvent; readonly position: number }) {
  const { says, why, trial, by } = eventWords(event)
  const when = event.seq === position ? "here" : event.seq > position ? "later" : "before"
  const rest = trial === undefined ? says : says.replace(`#${trial} `, "")
  return (
    <li className={when} {...(when === "here" && { "aria-current": "step" as const })}>
      <span className="event-place">
        <MomentLink study={study} position={event.seq}>
          {event.seq}
        </MomentLink>{" "}
        <time dateTime={new Date(event.at).toISOString()}>{clock(event.at)}</time>
      </span>
      <span className="event-says">
        {trial !== undefined && rest !== says && (
          <>
            <Link to="/s/$study/trials/$trial" params={{ study, trial: String(trial) } as never} search={true as never}>
              #{trial}
            </Link>{" "}
          </>
        )}
        {rest}
        {by !== undefined && !rest.includes(by) && <> by {by}</>}
        {why !== undefined && <span className="event-why">{why}</span>}
      </span>
    </li>
  )
}

/** Of a big study only what is near is read. */
function useEventsNear(study: string, position: number | undefined): readonly StudyEvent[] | undefined {
  const after = Math.max(0, (position ?? 0) - 300)
  const { data } = useQuery({
    queryKey: ["events", study, Math.floor(after / 50)],
    enabled: position !== undefined,
    staleTime: 10_000,
    placeholderData: (known) => known,
    queryFn: () => api("GET /v1/studies/:study/log", { params: { study }, query: { after: Math.floor(after / 50) * 50, limit: 600 } }),
  })
  return data?.events as readonly object[] as readonly StudyEvent[] | undefined
}
