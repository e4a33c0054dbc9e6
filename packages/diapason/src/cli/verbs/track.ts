import { fault, type Ledger, type EventStore } from "@diapason/core"
import type { Standing } from "@diapason/trackers"
import { leftText, tracking, type Tracked } from "../../tracking/tracking.ts"
import { exit } from "../exit.ts"
import { commonFlags } from "../flags/common.ts"
import { trackFlags } from "../flags/track.ts"
import type { Io } from "../io.ts"
import { dirOf, storeUrl, withLedger } from "../study/open-ledger.ts"
import { settingsOf } from "../tune/settings.ts"
import { verb } from "../verb.ts"

/** Sends a study to where its configuration or `--to` says, from where it was left. It changes nothing of the study. */
export const track = verb({
  args: "[study]",
  example: "diapason track --to tensorboard=runs",
  flags: {
    trackTo: trackFlags.trackTo,
    config: commonFlags.config,
    store: commonFlags.store,
    dir: commonFlags.dir,
    json: commonFlags.json,
  },
  async run(f, [wanted], io) {
    const { values } = await settingsOf({ config: f.config }, [], io)
    const asked = { track: f.trackTo ?? values.track ?? {}, notifications: f.trackTo === undefined ? (values.notifications ?? []) : [] }
    return withLedger(storeUrl(f, io.env), wanted as string | undefined, (ledger, store) =>
      sendAll({ ...asked, dir: dirOf(f), env: io.env, say: (text) => io.err(`  note  ${text}`) }, ledger, store, f.json === true, io),
    )
  },
})

async function sendAll(
  asked: Omit<Tracked, "store" | "study">,
  { definition: { name: study }, seq }: Ledger,
  store: EventStore,
  json: boolean,
  io: Io,
): Promise<number> {
  if (Object.keys(asked.track).length + asked.notifications.length === 0) throw fault("D471", { study })
  const told = tracking({ ...asked, store, study })
  told.begin(seq)
  const trackers = await told.settle(aDay, 3)
  const left = trackers.filter(({ pending }) => pending > 0)
  if (json) io.out(JSON.stringify({ schema: "diapason.track/1", study, trackers }))
  else for (const standing of trackers) if (standing.pending === 0) io.out(`  ${sentText(standing, study)}`)
  if (left.length === 0) return exit.done
  if (json) return exit.store
  throw fault("D470", { study, left: left.map(({ title, pending, trouble }) => ({ title, pending, why: trouble ?? "no answer" })) })
}

const sentText = (standing: Standing, study: string): string =>
  leftText(standing, study) ?? `${standing.title} has all ${standing.position} events of ${study}`

const aDay = 86_400_000
