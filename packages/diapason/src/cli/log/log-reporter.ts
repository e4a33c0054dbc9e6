import type { Ledger } from "@diapason/core"
import { heartbeatLine } from "../live/event-line.ts"
import { noticeText, type Reporter } from "../live/reporter.ts"
import { eventEntry } from "./event-entry.ts"
import { entryOf, type LogEntry } from "./log-line.ts"

/** One JSON object an event, and one a minute so that silence means something. */
export function logReporter(log: (entry: LogEntry) => void): Reporter {
  let latest: Ledger | undefined
  const say = (text: string): void => {
    const { level, ...said } = entryOf(text)
    if (said.message !== "") log({ level, ...(latest !== undefined && { study: latest.definition.name }), ...said })
  }
  const heart = setInterval(() => latest !== undefined && say(heartbeatLine(latest)), 60_000)
  heart.unref()
  return {
    event(event, ledger) {
      latest = ledger
      const entry = eventEntry(event, ledger)
      if (entry !== undefined) log(entry)
    },
    say,
    notice: (text, ledger) => text !== undefined && say(noticeText(text, ledger)),
    end: () => clearInterval(heart),
  }
}
