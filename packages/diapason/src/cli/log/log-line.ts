import { stripVTControlCharacters } from "node:util"

/** What a line of a structured log says, beside its time. Fields that are absent are not known. */
export interface LogEntry {
  readonly level: "info" | "warn" | "error"
  readonly message: string
  readonly study?: string
  readonly trial?: number
  /** Of the table of errors: `D407`. */
  readonly code?: string
  readonly [field: string]: string | number | undefined
}

/** One JSON object in one line. `now`: milliseconds since 1970 UTC. What an address has of passwords, queries and anchors is left out. */
export function logLine(entry: LogEntry, now: number): string {
  const clean = Object.entries(entry).map(([name, value]) => [name, typeof value === "string" ? withoutSecrets(value) : value])
  return JSON.stringify({ time: new Date(now).toISOString(), ...Object.fromEntries(clean) })
}

/**
 * What a text for people says, as an entry: `note D407  trial 4: …`, `error D452  …` and `trial 4  started` have their code, and the trial
 * that they name. Of an error the whole text is the message.
 */
export function entryOf(text: string): LogEntry {
  const plain = stripVTControlCharacters(text).trim()
  const [head = "", kind, code, ofNote, ofEvent] = opening.exec(plain) ?? []
  const trial = ofNote ?? ofEvent
  return {
    level: kind === "error" ? "error" : kind === "note" ? "warn" : "info",
    ...(trial !== undefined && { trial: Number(trial) }),
    ...(code !== undefined && { code }),
    message: plain.slice(head.length),
  }
}

const opening = /^(?:(note|error):?(?: +(D\d{3}))? +(?:trial (\d+): )?|trial +(\d+) {2,})/

const withoutSecrets = (text: string): string =>
  text.replace(/([a-z][a-z0-9+.-]*:\/\/)(?:[^\s/?#@"]*@)?([^\s?#"]*)(?:[?#][^\s"]*)?/gi, "$1$2")
