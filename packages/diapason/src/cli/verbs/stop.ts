import { exit } from "../exit.ts"
import { commonFlags } from "../flags/common.ts"
import { trialsFlags } from "../flags/trials.ts"
import { askFirst } from "../control/ask-first.ts"
import { cancelShellTrials, lossText, pruneTrials } from "../control/end-trials.ts"
import { wishOf } from "../control/person.ts"
import { namedTrials, someTrials } from "../control/some-trials.ts"
import { dirOf, storeUrl, withLedger } from "../study/open-ledger.ts"
import { verb } from "../verb.ts"

/**
 * Ends the runs of a study: its runners start nothing more and leave when their trials have ended; with `--now` those end as
 * cancelled. It is said to who is at it now: the same `tune` command goes on later, `resume` takes it back.
 */
export const stop = verb({
  args: "[study]",
  example: "diapason stop --reason 'enough for today'",
  flags: {
    store: commonFlags.store,
    dir: commonFlags.dir,
    json: commonFlags.json,
    reason: commonFlags.reason,
    now: trialsFlags.now,
    trial: trialsFlags.ofTrial,
    yes: commonFlags.yes,
  },
  run: (f, [study], io) =>
    withLedger(storeUrl(f, io.env), study as string | undefined, async (ledger, store) => {
      const wish = wishOf(f)
      const { name } = ledger.definition
      const at = { ledger, store, dir: dirOf(f) }
      const ends = f.trial === undefined ? [] : someTrials(ledger, namedTrials(f.trial, "--trial").names)
      const losing = f.trial !== undefined ? ends : f.now === true ? [...ledger.running].map((n) => ledger.trials[n]!) : []
      if (
        !(await askFirst(
          losing.map((trial) => lossText(trial, io.now())),
          f.yes,
          io,
        ))
      )
        return exit.usage
      if (f.trial !== undefined) await pruneTrials(at, ends, wish)
      else {
        await store.append(name, [{ kind: "study.stopped", ...wish, ...(f.now === true && { now: true as const }) }])
        if (f.now === true) await cancelShellTrials(at, wish)
      }
      const running = f.trial === undefined ? [...ledger.running] : ends.map(({ number }) => number)
      if (f.json === true) io.out(JSON.stringify({ schema: "diapason.stop/1", study: name, now: f.now === true, running, ...wish }))
      else io.out(`  ${name}: ${saidText(f.trial !== undefined, f.now === true, running.length)}`)
      return exit.done
    }),
})

function saidText(some: boolean, now: boolean, count: number): string {
  const trials = `${count} trial${count === 1 ? "" : "s"}`
  if (some) return `${trials} ended early`
  if (count === 0) return "nothing more is started"
  return now ? `${trials} ended now, as cancelled; nothing more is started` : `nothing more is started; ${trials} run to their end`
}
