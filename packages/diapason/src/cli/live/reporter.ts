import type { Ledger, StudyEvent } from "@diapason/core"
import type { Io } from "../io.ts"
import { eventLine, heartbeatLine } from "./event-line.ts"

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

/** Says nothing but what must be said. */
export const quietReporter = (io: Io): Reporter => ({
  event: () => undefined,
  say: (text) => io.err(text),
  notice: () => undefined,
  end: () => undefined,
})
