import type { Io } from "../io.ts"
import { entryOf, logLine } from "./log-line.ts"

/** The same terminal for programs that read logs: each text for standard error is one JSON object in one line there, and nothing is drawn. */
export const loggedIo = (io: Io): Io => ({
  ...io,
  live: false,
  keyboard: undefined,
  err: (text) => text.trim() !== "" && io.err(logLine(entryOf(text), io.now())),
  log: (entry) => io.err(logLine(entry, io.now())),
})
