import type { Board } from "@diapason/views"
import { useMemo } from "react"
import { endings, milestones, neighbour, type Milestone } from "./milestones.ts"
import { useGoTo, useMoment } from "./moment.ts"
import { momentWords } from "./moment-words.ts"
import { ScrubMarks } from "./scrub-marks.tsx"
import { speeds, usePlay } from "./use-play.ts"
import { useScrubKeys } from "./use-scrub-keys.ts"
import { useStudyLog } from "./use-study-log.ts"

interface ScrubberProps {
  readonly study: string
  /** The newest state: as far as the log goes. */
  readonly live: Board
  /** Time of the moment that is shown, milliseconds since 1970. */
  readonly time: number
}

/** Drags the whole page to any moment of the log, and plays it. */
export function Scrubber({ study, live, time }: ScrubberProps) {
  const last = live.ledger.seq
  const at = useMoment(study)
  const go = useGoTo(study)
  const log = useStudyLog(study, at !== undefined && live.whole ? last : 0)
  const position = Math.min(at ?? last, last)
  // Marks change with what ends, not with each report.
  const ends = live.ledger.finished.length
  const marks = useMemo(() => [...milestones(live), ...pausesIn(log)].sort((a, b) => a.position - b.position), [study, ends, log])
  const stops = useMemo(() => stopsOf(live, log), [study, ends, log])
  const { playing, play } = usePlay(at, last, go)
  const step = (by: -1 | 1): void => {
    const to = neighbour(stops, position, by)
    go(by === 1 && to === undefined ? undefined : Math.max(1, to ?? 1))
  }
  useScrubKeys(step, () => go(undefined))
  const event = log?.past.events[position - 1]
  const milestone = marks.findLast((mark) => mark.position === position)
  const words = momentWords(position, last, time, { event, milestone })
  const past = at !== undefined && at < last
  return (
    <section className={past ? "scrubber past" : "scrubber"} aria-label="A moment of the log">
      <div className="scrub-buttons">
        <button
          type="button"
          className="quiet"
          title="To the decision or end before ( [ )"
          aria-label="Decision or end before"
          onClick={() => step(-1)}
        >
          ‹
        </button>
        <button
          type="button"
          aria-label={playing === undefined ? "Play the log" : "Stop playing"}
          onClick={() => play(playing === undefined ? 10 : undefined)}
        >
          {playing === undefined ? "▶" : "❚❚"}
        </button>
        <button
          type="button"
          className="quiet"
          title="To the next decision or end ( ] )"
          aria-label="Next decision or end"
          onClick={() => step(1)}
        >
          ›
        </button>
        <span className="choice" role="group" aria-label="Events a second">
          {speeds.map((speed) => (
            <button
              key={speed}
              type="button"
              aria-pressed={playing === speed}
              title={`Play ${speed} events a second`}
              onClick={() => play(speed)}
            >
              ×{speed}
            </button>
          ))}
        </span>
      </div>
      <div className="scrub-track">
        <ScrubMarks marks={marks} last={last} />
        <input
          type="range"
          min={1}
          max={last}
          step={1}
          value={position}
          aria-label="Position of the log"
          aria-valuetext={words}
          onChange={({ target }) => {
            play(undefined)
            go(Number(target.value) >= last ? undefined : Number(target.value))
          }}
        />
      </div>
      <p className="scrub-words">
        <span>{words}</span>
        {past ? (
          <button type="button" onClick={() => go(undefined)} title="The newest state ( . )">
            back to now
          </button>
        ) : (
          <span className="scrub-now">now</span>
        )}
      </p>
    </section>
  )
}

/** Positions that a step goes to: ends of trials, and where the log is here also what schedulers and people decided. */
function stopsOf(live: Board, log: ReturnType<typeof useStudyLog>): readonly number[] {
  const decided = (log?.past.events ?? []).filter(({ kind }) => stopping.has(kind)).map(({ seq }) => seq)
  return [...new Set([...endings(live), ...decided])].sort((a, b) => a - b)
}

const stopping = new Set(["trial.decided", "trial.updated", "study.paused", "study.revised", "study.extended", "study.ended"])

const pausesIn = (log: ReturnType<typeof useStudyLog>): readonly Milestone[] =>
  (log?.past.events ?? [])
    .filter(({ kind }) => kind === "study.paused")
    .map(({ seq }) => ({ position: seq, kind: "pause", says: "the study was paused" }))
