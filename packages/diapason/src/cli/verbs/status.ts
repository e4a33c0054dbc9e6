import { wallSpent, type Ledger } from "@diapason/core"
import { bestView } from "../../views/best-view.ts"
import { exit } from "../exit.ts"
import { flags } from "../flags.ts"
import { frame } from "../live/frame.ts"
import { storeUrl, withLedger } from "../study/open-ledger.ts"
import { verb } from "../verb.ts"

/** One look at a study: the live view, once. */
export const status = verb({
  args: "[study]",
  example: "diapason status --json",
  flags: { store: flags.store, dir: flags.dir, json: flags.json },
  run: (f, [study], io) =>
    withLedger(storeUrl(f, io.env), study as string | undefined, (ledger) => {
      if (f.json === true) io.out(JSON.stringify(statusView(ledger, io.now())))
      else {
        const scene = { now: io.now(), columns: io.columns(), rows: 24, paint: io.paint, notice: openText(ledger) }
        for (const line of frame(ledger, scene)) io.out(line)
      }
      return exit.done
    }),
})

function statusView(ledger: Ledger, now: number): object {
  const counts: Record<string, number> = { waiting: 0, running: 0, paused: 0, complete: 0, pruned: 0, failed: 0 }
  for (const trial of ledger.trials) counts[trial.state]!++
  const { budget, definition, added, seq } = ledger
  const spent = { trials: ledger.trials.length - added, wall: wallSpent(ledger, now, () => false) }
  return {
    schema: "diapason.status/1",
    study: definition.name,
    position: seq,
    counts,
    budget,
    spent,
    best: bestView(ledger),
    objectives: definition.objectives,
  }
}

function openText(ledger: Ledger): string {
  const open = [...ledger.sessions.values()].filter((s) => s.closed === undefined)
  if (open.length === 0) return "nothing runs now; the command that began it goes on with it"
  return `${open.length} runner${open.length > 1 ? "s" : ""} at it: ${open.map((s) => `pid ${s.holder.pid} on ${s.holder.host}`).join(", ")}`
}
