import type { Ledger, StudyEvent } from "@diapason/core"
import { createLogUpdate } from "log-update"
import type { Io } from "../io.ts"
import { eventLine, heartbeatLine } from "./event-line.ts"
import { frame } from "./frame.ts"

/** Shows a study while it runs. Everything goes to standard error; results are the verb's to print. */
export interface Reporter {
  event(event: StudyEvent, ledger: Ledger): void
  /** Something the person should know, above the view. */
  say(text: string): void
  notice(text: string, ledger: Ledger | undefined): void
  end(ledger: Ledger): void
}

/** One line an event, and one a minute so that silence means something. */
export function linesReporter(io: Io): Reporter {
  let latest: Ledger | undefined
  const heart = setInterval(() => latest !== undefined && io.err(heartbeatLine(latest)), 60_000)
  heart.unref()
  return {
    event(event, ledger) {
      latest = ledger
      const line = eventLine(event, ledger)
      if (line !== undefined) io.err(line)
    },
    say: (text) => io.err(text),
    notice: (text) => io.err(`  ${text}`),
    end: () => clearInterval(heart),
  }
}

/** A view that redraws itself, at most eight times a second. */
export function liveReporter(io: Io, stream: NodeJS.WriteStream = process.stderr): Reporter {
  const update = createLogUpdate(stream, { showCursor: true })
  let latest: Ledger | undefined
  let notice: string | undefined
  let drawn = true
  const draw = (): void => {
    if (latest === undefined) return
    const scene = { now: io.now(), columns: io.columns(), rows: io.rows(), paint: io.paint, ...(notice !== undefined && { notice }) }
    update(frame(latest, scene).join("\n"))
    drawn = true
  }
  const quick = setInterval(() => !drawn && draw(), 125)
  const slow = setInterval(draw, 1000)
  quick.unref()
  slow.unref()
  return {
    event(_, ledger) {
      latest = ledger
      drawn = false
    },
    say(text) {
      update.clear()
      io.err(text)
      draw()
    },
    notice(text, ledger) {
      notice = text
      latest = ledger ?? latest
      draw()
    },
    end(ledger) {
      clearInterval(quick)
      clearInterval(slow)
      latest = ledger
      draw()
      update.done()
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
