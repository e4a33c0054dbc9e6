import type { EventStore, Tracker } from "@diapason/core"
import { holderAlive, thisHolder } from "@diapason/executors"
import { cursorAt, follow, notifications, type Following, type Standing } from "@diapason/trackers"
import type { ConfigFile } from "../cli/config/config-file.ts"
import { configText, valuesText } from "../cli/text/best-text.ts"
import { systemClock } from "../host/system-clock.ts"
import { placesOf } from "./places.ts"
import { ruleOf } from "./rules.ts"
import type { Track } from "./track-form.ts"

/** What is told elsewhere of a study, by whom, and from where. */
export interface Tracked {
  readonly store: EventStore
  readonly study: string
  readonly dir: string
  readonly track: Track
  readonly notifications: NonNullable<ConfigFile["notifications"]>
  readonly env: Readonly<Record<string, string | undefined>>
  readonly say: (text: string) => void
}

/** Those who follow a study beside its conductor. Nobody waits for them until the end, and then not for long. */
interface Tracking {
  /** Begins; what was never told of before is told from the start by trackers, and from position `seq` on by notifications. */
  begin(seq: number): void
  /** Sends what is left, within `grace` milliseconds and so many tries; then says how each stands. */
  settle(grace: number, tries: number): Promise<readonly Standing[]>
}

/** Makes the followers that are asked for; a rule that cannot be kept is told at once. Throws D154, D167. */
export function tracking({ store, study, dir, track, notifications: rules, env, say }: Tracked): Tracking {
  const trackers = placesOf(track, env).map(({ kind, ...place }) => ({ open: () => kind.open(place), past: true }))
  const tellers = rules.map((wished) => ruleOf(wished, env)).map((rule) => ({ open: () => notifications(rule, wording), past: false }))
  const wanted: readonly { readonly open: () => Tracker; readonly past: boolean }[] = [...trackers, ...tellers]
  let begun: readonly Following[] | undefined
  let settled: Promise<readonly Standing[]> | undefined
  const cursor = (tracker: Tracker) => cursorAt({ dir, study, tracker, cache: store.cache })
  const common = { store, study, cursor, clock: systemClock, holder: thisHolder(), alive: holderAlive, say }
  return {
    begin: (seq) => void (begun ??= wanted.map(({ open, past }) => follow({ ...common, open, after: past ? 0 : seq }))),
    settle: (grace, tries) => (settled ??= Promise.all((begun ?? []).map((one) => one.settle(grace, tries)))),
  }
}

/** What a person should know of one that has not been told all; undefined where it has. */
export function leftText({ title, pending, trouble, elsewhere }: Standing, study: string): string | undefined {
  if (elsewhere === true) return `another process sends this study to ${title}`
  if (pending === 0) return undefined
  const why = trouble === undefined ? "" : ` (${trouble})`
  return `${pending} ${pending === 1 ? "event is" : "events are"} not yet sent to ${title}${why}; diapason track ${study}, or the next tune, sends ${pending === 1 ? "it" : "them"}`
}

const wording = {
  now: () => Date.now(),
  best: (ledger: Parameters<typeof configText>[0]) => {
    const first = ledger.trials[ledger.front.at(-1) ?? -1]
    return first && `${valuesText(ledger, first)} #${first.number} ${configText(ledger, first)}`
  },
}
