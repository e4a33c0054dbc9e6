import type { Idle, Ledger, StudyEvent } from "@diapason/core"
import type { Io } from "../io.ts"
import { eventLine, heartbeatLine } from "./event-line.ts"
import { idleLines } from "./idle-text.ts"

/** Shows a study while it runs. Everything goes to standard error; results are the verb's to print. */
export interface Reporter {
  event(event: StudyEvent, ledger: Ledger): void
  /** Something the person should know, above the view. */
  say(text: string): void
  /** What is going on beyond the trials, as it is at each look; undefined when that is over. */
  notice(text: Notice | undefined, ledger: Ledger | undefined): void
  /** Slots that have nothing to run, and why; undefined when all have. */
  idle?(idle: Idle | undefined): void
  end(ledger: Ledger): void
  /** Draws anew, where something is drawn: the window may show what others wrote meanwhile. */
  redraw?(): void
  /** The window is gone: shows nothing any more. */
  hide?(): void
}

/** A text, or what to make it of at each look. */
export type Notice = string | ((ledger: Ledger | undefined) => string)

/** A notice as it reads now. */
export const noticeText = (notice: Notice, ledger: Ledger | undefined): string => (typeof notice === "string" ? notice : notice(ledger))

/** One line an event, and one a minute so that silence means something. */
export function linesReporter(io: Io): Reporter {
  let latest: Ledger | undefined
  const heart = setInterval(() => latest !== undefined && io.err(heartbeatLine(latest)), 60_000)
  heart.unref()
  const say = idleLines()
  let idle: Idle | undefined
  const look = setInterval(() => {
    const line = say(idle, io.now())
    if (line !== undefined) io.err(`  ${line}`)
  }, 1000)
  look.unref()
  return {
    event(event, ledger) {
      latest = ledger
      const line = eventLine(event, ledger)
      if (line !== undefined) io.err(line)
    },
    say: (text) => io.err(text),
    notice: (text, ledger) => text !== undefined && io.err(`  ${noticeText(text, ledger)}`),
    idle: (now) => void (idle = now),
    end() {
      clearInterval(heart)
      clearInterval(look)
    },
  }
}

/** Says nothing but what must be said. */
export const quietReporter = (io: Io): Reporter => ({
  event: () => undefined,
  say: (text) => io.err(text),
  notice: () => undefined,
  end: () => undefined,
})
