import type { Idle, Ledger } from "@diapason/core"
import type { Io } from "../io.ts"
import { frame } from "./frame.ts"
import { idleText } from "./idle-text.ts"
import { painter, type Canvas } from "./painter.ts"
import { noticeText, type Notice, type Reporter } from "./reporter.ts"

/** The keys in one line, below the view. */
const keysLine = "p pause  s stop  k kill  +/- slots  l log  h help   Ctrl-C lets the running trials finish and stops"

/** A view that redraws itself, at most eight times a second. */
export function liveReporter(io: Io, window: Canvas & NodeJS.EventEmitter = process.stderr): Reporter {
  const view = painter(window)
  let latest: Ledger | undefined
  let notice: Notice | undefined
  let idle: Idle | undefined
  const foot = io.keyboard === undefined ? undefined : keysLine
  let drawn = true
  let hidden = false
  const draw = (): void => {
    if (latest === undefined || hidden) return
    const last = notice === undefined ? foot : noticeText(notice, latest)
    const told = { ...(last !== undefined && { notice: last }), ...(idle !== undefined && { idle: idleText(idle) }) }
    const scene = { now: io.now(), columns: io.columns(), rows: io.rows(), paint: io.paint, ...told }
    view.paint(frame(latest, scene))
    drawn = true
  }
  const soon = (): void => void (drawn = false)
  const quick = setInterval(() => !drawn && draw(), 125)
  const slow = setInterval(draw, 1000)
  quick.unref()
  slow.unref()
  window.on("resize", soon)
  const rest = (): void => {
    clearInterval(quick)
    clearInterval(slow)
    window.off("resize", soon)
  }
  return {
    event(_, ledger) {
      latest = ledger
      drawn = false
    },
    say(text) {
      if (hidden) return
      view.clear()
      io.err(text)
      draw()
    },
    notice(text, ledger) {
      notice = text
      latest = ledger ?? latest
      draw()
    },
    idle(now) {
      idle = now
      drawn = false
    },
    end(ledger) {
      rest()
      idle = undefined
      latest = ledger
      draw()
      if (!hidden) view.leave()
    },
    redraw() {
      view.leave()
      draw()
    },
    hide() {
      rest()
      hidden = true
    },
  }
}
