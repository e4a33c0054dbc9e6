import { TrialLink } from "../trials/trial-link.tsx"
import { useStudyName } from "../live/use-study.ts"
import { showDuration, showTime } from "@diapason/figures"
import type { TrialRead } from "./trial-read.ts"

/** The processes that tried to evaluate the trial, and from whom it was born. */
export function AttemptsPane({ read, complete }: { readonly read: TrialRead; readonly complete: boolean }) {
  const study = useStudyName()
  const line = (read.line ?? []).slice(0, -1)
  const earlier = read.attempts - read.past.length
  return (
    <section className="panel" aria-labelledby="trial-attempts">
      <header>
        <h2 id="trial-attempts">Where did it run, and where does it come from?</h2>
      </header>
      {read.attempts === 0 && <p className="note">No attempt yet: it waits for a slot.</p>}
      {!complete && earlier > 0 && <p className="note">{earlier} earlier attempts, of which this page knows no more.</p>}
      <ol className="attempts">
        {read.past.map(({ attempt, session, startedAt, endedAt, kind, why }) => (
          <li key={attempt}>
            <b>attempt {attempt}</b>
            {startedAt !== undefined && ` from ${showTime(startedAt)}`}
            {startedAt !== undefined && endedAt !== undefined && `, ${showDuration(endedAt - startedAt)}`}
            {session !== undefined && <span className="faint"> in session {session}</span>}
            {kind !== undefined && <span className="bad"> {kind}</span>}
            {why !== undefined && <span>: {why}</span>}
          </li>
        ))}
      </ol>
      <p className="line">
        {line.length === 0
          ? "Lineage: it began by itself. "
          : line.map(({ trial, until }, i) => (
              <span key={i}>
                <TrialLink study={study} trial={trial} />
                {until !== undefined && ` at step ${until}`} →{" "}
              </span>
            ))}
        {line.length > 0 && <b>#{read.trial}</b>}
        {read.children.length > 0 && (
          <>
            {line.length > 0 ? " → " : "Went on as "}
            {read.children.slice(0, 30).map((child, i) => (
              <span key={child}>
                {i > 0 && ", "}
                <TrialLink study={study} trial={child} />
              </span>
            ))}
            {read.children.length > 30 && ` and ${read.children.length - 30} more`}
          </>
        )}
      </p>
    </section>
  )
}
