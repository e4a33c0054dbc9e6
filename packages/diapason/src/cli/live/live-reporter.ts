import type { Ledger } from "@diapason/core"
import { createLogUpdate } from "log-update"
import type { Io } from "../io.ts"
import { frame } from "./frame.ts"
import type { Reporter } from "./reporter.ts"

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
