import type { Io } from "../io.ts"
import { linesReporter, quietReporter, type Reporter } from "./reporter.ts"

/** The reporter that is asked for, else the one that suits who reads: a person at a terminal, a log, or a program. */
export async function reporterOf(kind: "live" | "lines" | "quiet" | undefined, json: boolean, io: Io): Promise<Reporter> {
  const asked = kind === "live" && io.log !== undefined ? "lines" : kind
  switch (asked ?? (json ? "quiet" : io.live ? "live" : "lines")) {
    case "live":
      // Only a person at a terminal waits for what draws there; everything else starts without it.
      return (await import("./live-reporter.ts")).liveReporter(io)
    case "lines":
      return io.log === undefined ? linesReporter(io) : (await import("../log/log-reporter.ts")).logReporter(io.log)
    case "quiet":
      return quietReporter(io)
  }
}
