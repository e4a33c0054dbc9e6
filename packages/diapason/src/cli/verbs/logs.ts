import { setTimeout as after } from "node:timers/promises"
import { fault, hasEnded, type EventStore, type Ledger, type Trial } from "@diapason/core"
import { openStore } from "@diapason/stores"
import { exit } from "../exit.ts"
import { commonFlags } from "../flags/common.ts"
import { trialsFlags } from "../flags/trials.ts"
import type { Io } from "../io.ts"
import { leaving } from "../live/leaving.ts"
import { follow } from "../study/follow.ts"
import { growing, logFile, type Growing } from "../study/log-files.ts"
import { defaultDir, storeUrl, studyName } from "../study/open-ledger.ts"
import { splitTrial, trialOf } from "../study/trial-of.ts"
import { whyText } from "../text/trial-rows.ts"
import { verb } from "../verb.ts"

/** What trials print: of one trial, of all, or of those that failed. */
export const logs = verb({
  args: "[trial] [study]",
  example: "diapason logs 17 -f",
  flags: { follow: trialsFlags.follow, all: trialsFlags.all, errors: trialsFlags.errors, store: commonFlags.store, dir: commonFlags.dir },
  async run(f, [name, study], io) {
    const named = splitTrial((name as string | undefined) ?? "")
    const many = f.all === true || f.errors === true
    if (!many && name === undefined) throw fault("D140", { flag: "logs", text: "", expected: "a trial such as 17, or --all, or --errors" })
    const store = await openStore(storeUrl(f, io.env))
    try {
      // With --all the one word that is given can only be a study.
      const asked = (study as string | undefined) ?? named.study ?? (many ? (name as string | undefined) : undefined)
      const wanted = await studyName(store, asked)
      const place = (ledger: Ledger, trial: Trial): string =>
        logFile(f.dir ?? defaultDir, ledger.definition.name, trial.number, trial.attempts)
      if (f.errors === true) return await printErrors((await follow(store, wanted)).ledger, place, io)
      const only = many ? undefined : named.trial
      return await printLogs({ store, study: wanted, only, following: f.follow === true, place, io })
    } finally {
      await store.close()
    }
  },
})

interface Printing {
  readonly store: EventStore
  readonly study: string
  /** One trial; all when absent. */
  readonly only: string | undefined
  readonly following: boolean
  readonly place: (ledger: Ledger, trial: Trial) => string
  readonly io: Io
}

/** Reads what has been printed, and, when it follows, what comes; what happens in the study says which files there are. */
async function printLogs({ store, study, only, following, place, io }: Printing): Promise<number> {
  const { ledger, events } = await follow(store, study)
  const one = only === undefined ? undefined : trialOf(ledger, only).number
  const left = leaving()
  const files = new Map<string, { readonly trial: number; readonly file: Growing }>()
  const say = (trial: number, lines: readonly string[]): void =>
    lines.forEach((line) => io.out(one === undefined ? `${String(trial).padStart(4)} │ ${line}` : line))
  const pull = async (): Promise<void> => {
    for (const trial of one === undefined ? ledger.trials : [ledger.trials[one]!]) {
      const path = place(ledger, trial)
      if (trial.attempts > 0 && !files.has(path)) files.set(path, { trial: trial.number, file: growing(path) })
    }
    for (const { trial, file } of files.values()) say(trial, await file.more())
  }
  const over = (): boolean => (one === undefined ? ledger.ended !== undefined || idle(ledger) : hasEnded(ledger.trials[one]!))
  const folding = following ? fold(events(left.signal)) : undefined
  try {
    while (following && !left.signal.aborted && !over()) {
      await pull()
      await after(pause)
    }
    // The end is in the log only when the output is in its file, so one more look sees all of it.
    await pull()
    for (const { trial, file } of files.values()) say(trial, file.rest())
    if (files.size === 0) io.err("  nothing was printed yet")
    return left.interrupted() ? exit.interrupted : exit.done
  } finally {
    left.done()
    await folding
    left.dispose()
  }
}

/** How often a file is looked at; no system tells of every write. */
const pause = 100

const idle = ({ running, waiting, sessions }: Ledger): boolean =>
  running.size + waiting.size === 0 && [...sessions.values()].every(({ closed }) => closed !== undefined)

async function fold(events: AsyncIterable<unknown>): Promise<void> {
  for await (const _ of events);
}

/** What each failed trial failed of, and the last lines that it printed. */
async function printErrors(ledger: Ledger, place: Printing["place"], io: Io): Promise<number> {
  const failed = ledger.trials.filter(({ state }) => state === "failed")
  if (failed.length === 0) io.err(`  no trial of ${ledger.definition.name} has failed`)
  for (const trial of failed) {
    io.out(`${io.paint.bold(`#${trial.number}`)}  ${whyText(trial)}`)
    const file = growing(place(ledger, trial))
    const lines = [...(await file.more()), ...file.rest()]
    for (const line of lines.slice(-8)) io.out(`     ${line}`)
  }
  return exit.done
}
