import { ProblemError } from "@diapason/server/client"
import { useEffect, useMemo, useRef, useState } from "react"
import { useVirtualizer } from "@tanstack/react-virtual"
import { useStudyName } from "../live/use-study.ts"
import { firstError, linesWith, logLines } from "./log-lines.ts"
import type { TrialRead } from "./trial-read.ts"
import { useLog } from "./use-log.ts"

/** What the trial printed: its end as it comes, with search and the way to the first error. */
export function LogPane({ read }: { readonly read: TrialRead }) {
  const study = useStudyName()
  const [chosen, setChosen] = useState<number>()
  const [text, setText] = useState("")
  const [hit, setHit] = useState(0)
  const attempt = chosen ?? read.attempts
  const runs = read.state === "running" && attempt === read.attempts
  const { log, error, whole } = useLog(study, read.trial, attempt, runs)
  const lines = useMemo(() => logLines(log?.text ?? ""), [log])
  const hits = useMemo(() => linesWith(lines, text), [lines, text])
  const error1 = useMemo(() => firstError(lines), [lines])
  const [goal, setGoal] = useState<{ readonly line: number }>()
  const next = (by: number): void => {
    if (hits.length === 0) return
    const at = (hit + by + hits.length) % hits.length
    setHit(at)
    setGoal({ line: hits[at]! })
  }
  return (
    <section className="panel log-panel" aria-labelledby="trial-log">
      <header>
        <h2 id="trial-log">What did it print?</h2>
        {runs && <span className="faint">◐ live</span>}
      </header>
      <div className="log-bar">
        {read.attempts > 1 && (
          <label>
            attempt{" "}
            <select value={attempt} onChange={(event) => setChosen(Number(event.target.value))}>
              {Array.from({ length: read.attempts }, (_, i) => (
                <option key={i} value={i + 1}>
                  {i + 1}
                </option>
              ))}
            </select>
          </label>
        )}
        <label>
          <span className="unseen">Search in the output</span>
          <input
            type="search"
            placeholder="search"
            value={text}
            onChange={(event) => {
              setText(event.target.value)
              setHit(0)
            }}
            onKeyDown={(event) => event.key === "Enter" && next(event.shiftKey ? -1 : goal === undefined ? 0 : 1)}
          />
        </label>
        {text !== "" && (
          <span role="status" className="faint">
            {hits.length === 0 ? "not found" : `${hits.length} lines`}
          </span>
        )}
        <button type="button" disabled={error1 < 0} onClick={() => setGoal({ line: error1 })}>
          {error1 < 0 ? "no error seen" : "first error"}
        </button>
        {(log?.from ?? 0) > 0 && (
          <button type="button" onClick={whole}>
            from the beginning
          </button>
        )}
      </div>
      {attempt === 0 ? (
        <p className="lack">It has not started yet; its output appears here as it is printed.</p>
      ) : error !== undefined ? (
        <p className="lack">{saidOf(error)}</p>
      ) : log === undefined ? (
        <p className="reading">Reading …</p>
      ) : lines.length === 0 ? (
        <p className="lack">It has printed nothing{runs ? " yet" : ""}.</p>
      ) : (
        <Lines lines={lines} hits={new Set(hits)} error={error1} goal={goal} follows={runs} />
      )}
    </section>
  )
}

const saidOf = (error: Error): string =>
  error instanceof ProblemError ? [error.message, error.why].filter(Boolean).join(" ") : `The output could not be read: ${error.message}`

interface LinesProps {
  readonly lines: readonly string[]
  readonly hits: ReadonlySet<number>
  readonly error: number
  readonly goal: { readonly line: number } | undefined
  readonly follows: boolean
}

function Lines({ lines, hits, error, goal, follows }: LinesProps) {
  const place = useRef<HTMLDivElement>(null)
  const rows = useVirtualizer({ count: lines.length, getScrollElement: () => place.current, estimateSize: () => 18, overscan: 20 })
  const atEnd = useRef(true)
  useEffect(() => {
    if (goal !== undefined) rows.scrollToIndex(goal.line, { align: "center" })
  }, [goal])
  useEffect(() => {
    if (atEnd.current && goal === undefined) rows.scrollToIndex(lines.length - 1)
  }, [lines.length, follows])
  const widest = Math.min(
    2000,
    lines.reduce((most, line) => Math.max(most, line.length), 0),
  )
  return (
    <div
      ref={place}
      className="log-lines"
      tabIndex={0}
      role="region"
      aria-label="Output"
      onScroll={({ currentTarget: { scrollTop, scrollHeight, clientHeight } }) =>
        (atEnd.current = scrollHeight - scrollTop - clientHeight < 30)
      }
    >
      <div className="log-body" style={{ height: rows.getTotalSize(), width: `${widest + 7}ch` }}>
        {rows.getVirtualItems().map(({ index, start }) => (
          <div
            key={index}
            className={`log-line${hits.has(index) ? " hit" : ""}${index === error ? " error" : ""}${index === goal?.line ? " goal" : ""}`}
            style={{ transform: `translateY(${start}px)` }}
          >
            <span className="at" aria-hidden="true">
              {index + 1}
            </span>
            {lines[index]}
          </div>
        ))}
      </div>
    </div>
  )
}
