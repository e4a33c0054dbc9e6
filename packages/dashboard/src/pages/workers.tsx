import { useQuery } from "@tanstack/react-query"
import { api } from "../live/api.ts"
import { useStudyName } from "../live/use-study.ts"
import { PanelFrame } from "../panels/panel-frame.tsx"
import { showDuration, showTime, timeline } from "@diapason/figures"
import { useView } from "../panels/view-context.ts"
import { TrialLink } from "../trials/trial-link.tsx"
import { sessionRows, workersWords, type SessionRow } from "../workers/session-rows.ts"

/** Who has, or had, the study open, and what runs where. */
export default function Workers() {
  const study = useStudyName()
  const { board, now } = useView()
  const rows = sessionRows(board)
  const { data } = useQuery({
    queryKey: ["workers", study],
    queryFn: () => api("GET /v1/studies/:study/workers", { params: { study } }),
    refetchInterval: 5000,
    retry: false,
  })
  const answers = new Map(data?.workers.map(({ session, state }) => [session, state]))
  return (
    <>
      <p className="lead">{workersWords(rows)}</p>
      <div className="panels">
        <PanelFrame panel={timeline} />
      </div>
      <div className="panels">
        {rows.map((row) => (
          <Session key={row.session} study={study} row={row} now={now} answers={answers.get(row.session)} />
        ))}
      </div>
      {rows.length === 0 && (
        <p className="lack">
          Start it with <code>diapason tune --name {study}</code>, or with <code>diapason worker --study {study}</code> on other machines.
        </p>
      )}
    </>
  )
}

interface SessionProps {
  readonly study: string
  readonly row: SessionRow
  readonly now: number
  /** What the server says of it, once it has. */
  readonly answers: string | undefined
}

function Session({ study, row, now, answers }: SessionProps) {
  const state = row.state === "open" && answers === "silent" ? "silent" : row.state
  return (
    <section className={row.state === "closed" ? "panel session-closed" : "panel"} aria-label={`Session ${row.session}`}>
      <header>
        <h2>
          <span aria-hidden="true">{signs[state]}</span> {row.host}, pid {row.pid}
        </h2>
        <span>{words[state]}</span>
      </header>
      <dl className="facts">
        <dt>opened</dt>
        <dd>{showTime(row.openedAt)}</dd>
        <dt>last heard</dt>
        <dd>
          {showTime(row.heardAt)}
          {row.state === "open" && ` (${showDuration(Math.max(0, now - row.heardAt))} ago)`}
        </dd>
        <dt>trials</dt>
        <dd>
          {row.trials}
          {row.atOnce !== undefined && `, at most ${row.atOnce} at a time`}
          {row.running.length > 0 && (
            <>
              , now{" "}
              {row.running.map((trial) => (
                <span key={trial}>
                  <TrialLink study={study} trial={trial} />{" "}
                </span>
              ))}
            </>
          )}
        </dd>
        {row.why !== undefined && (
          <>
            <dt>{row.state === "closed" ? "closed" : "leaves"}</dt>
            <dd>{row.why}</dd>
          </>
        )}
        {row.facts.map(([name, value]) => (
          <Fact key={name} name={name} value={value} />
        ))}
        <Fact name="session" value={row.session} />
      </dl>
    </section>
  )
}

const Fact = ({ name, value }: { readonly name: string; readonly value: string }) => (
  <>
    <dt>{name}</dt>
    <dd>{value}</dd>
  </>
)

const signs = { open: "●", silent: "◌", shell: "▷", closed: "○" } as const
const words = { open: "open", silent: "silent: no sign of life", shell: "commands of a shell", closed: "closed" } as const
