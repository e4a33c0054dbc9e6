import type { EventStore, Ledger } from "@diapason/core"
import { openStore } from "@diapason/stores"
import { statusView } from "@diapason/views"
import { exit } from "../exit.ts"
import { commonFlags } from "../flags/common.ts"
import { insightFlags } from "../flags/insight.ts"
import type { Io } from "../io.ts"
import { leaving, type Leaving } from "../live/leaving.ts"
import { linesReporter, type Reporter } from "../live/reporter.ts"
import { follow, type Followed } from "../study/follow.ts"
import { storeUrl, studyName } from "../study/open-ledger.ts"
import { runnersOf, runnersText } from "../study/runners.ts"
import { countsText } from "../text/best-text.ts"
import { verb } from "../verb.ts"

/** The live view of a study from a second terminal, until `q` or Ctrl-C. It writes nothing, so it never touches the study. */
export const watch = verb({
  args: "[study]",
  example: "diapason watch --exit-on-done",
  flags: { exitOnDone: insightFlags.exitOnDone, store: commonFlags.store, dir: commonFlags.dir, json: commonFlags.json },
  async run(f, [wanted], io) {
    const store = await openStore(storeUrl(f, io.env))
    try {
      const followed = await follow(store, await studyName(store, wanted as string | undefined))
      const left = leaving()
      const idle = f.exitOnDone === true ? untilIdle(store, followed.ledger, left) : undefined
      try {
        await (f.json === true ? asLines(store, followed, left, io) : asView(store, followed, left, io))
      } finally {
        idle?.()
        left.dispose()
      }
      return left.interrupted() ? exit.interrupted : exit.done
    } finally {
      await store.close()
    }
  },
})

/** One document a line: how the study stands, then each event as it comes. */
async function asLines(store: EventStore, { ledger, events }: Followed, { signal }: Leaving, io: Io): Promise<void> {
  const live = new Set((await runnersOf(store, ledger)).map(({ session }) => session))
  const head = { schema: "diapason.watch/1", study: ledger.definition.name }
  io.out(JSON.stringify({ ...head, status: statusView(ledger, io.now(), live) }))
  for await (const event of events(signal)) io.out(JSON.stringify({ ...head, event }))
}

async function asView(store: EventStore, { ledger, events }: Followed, { signal }: Leaving, io: Io): Promise<void> {
  const reporter: Reporter = io.live ? (await import("../live/live-reporter.ts")).liveReporter(io) : linesReporter(io)
  const foot = async (): Promise<string> => `${runnersText(await runnersOf(store, ledger))}   q leaves the view, not the study`
  // A view that is redrawn needs its first state; lines begin with where the study stands.
  reporter.notice(io.live ? await foot() : countsText(ledger), ledger)
  for await (const event of events(signal)) {
    reporter.event(event, ledger)
    if (event.kind === "session.opened" || event.kind === "session.closed") reporter.notice(await foot(), ledger)
  }
  reporter.end(ledger)
}

/** Leaves when no process has the study open; a killed one says no word, so they are looked at once a second. */
function untilIdle(store: EventStore, ledger: Ledger, left: Leaving): () => void {
  const look = async (): Promise<void> => {
    if ((await runnersOf(store, ledger)).length === 0) left.done()
  }
  void look()
  const timer = setInterval(() => void look(), 1000)
  return () => clearInterval(timer)
}
