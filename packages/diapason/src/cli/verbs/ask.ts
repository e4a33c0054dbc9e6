import { fault, readMind, trialSeed, type Asked, type AskedTrial, type EventStore, type Ledger, type Session } from "@diapason/core"
import { choose } from "@diapason/algorithms"
import { openStore } from "@diapason/stores"
import { withShell } from "../../host/shell-session.ts"
import { exit } from "../exit.ts"
import { commonFlags } from "../flags/common.ts"
import { trialsFlags } from "../flags/trials.ts"
import type { Io } from "../io.ts"
import { dirOf, namesOf, storeUrl, studyName } from "../study/open-ledger.ts"
import { flagsOf } from "../text/argv.ts"
import { settingsOf, type Settings } from "../tune/settings.ts"
import { tuningOf, type Tuning } from "../tune/wanted.ts"
import { describedStudyFlags } from "../tune/whole-study-flags.ts"
import { verb } from "../verb.ts"

/**
 * Hands trials to a shell, each as one line: its number and the flags of its values. Exit code 3 when there are none left, 75 when
 * there is none now. What is handed out waits until it is told, failed or retried; with `-p` and `--minimize` the study is created.
 */
export const ask = verb({
  args: "[study]",
  example: "diapason ask -p lr=1e-5..1e-1:log --minimize val_loss --trials 20 --json",
  flags: {
    ...describedStudyFlags,
    count: trialsFlags.count,
    json: commonFlags.json,
  },
  async run(f, [given], io) {
    const settings = await settingsOf(f, [], io)
    const store = await openStore(storeUrl({ ...settings.values, ...f }, io.env))
    try {
      const { wanted, baselines = [], transfer, notes = [] } = await wantedOf(store, settings, given as string | undefined, f)
      const dir = settings.values.dir ?? dirOf(f)
      return await withShell({ store, wanted, baselines, transfer, dir }, (session) => {
        if (!session.resumed) for (const note of notes) io.err(`  note  ${note}`)
        return handOut(session, f.count, f.json === true, io)
      })
    } finally {
      await store.close()
    }
  },
})

/** The study that the settings describe, or one that is there. */
async function wantedOf(
  store: EventStore,
  settings: Settings,
  given: string | undefined,
  { until }: { readonly until?: readonly string[] | undefined },
): Promise<Pick<Tuning, "wanted"> & Partial<Tuning>> {
  const { space, objectives, name = given } = settings.values
  const described = space !== undefined || objectives !== undefined
  if (described && given === undefined) return tuningOf(settings, { until, asks: true })
  const study = await studyName(store, name)
  const mind = await readMind(store, study, choose)
  if (mind === undefined) throw fault("D303", { study, known: await namesOf(store) })
  const { budget: _, ...wanted } = mind.ledger.definition
  const trials = settings.values.budget?.trials
  return { wanted: { ...wanted, ...(trials !== undefined && { budget: { ...mind.ledger.budget, trials } }) } }
}

async function handOut(session: Session, count: number | undefined, json: boolean, io: Io): Promise<number> {
  const trials: AskedTrial[] = []
  let last: Asked | undefined
  while (trials.length < (count ?? 1)) {
    last = await session.ask()
    if (last.kind !== "trial") break
    trials.push(last)
  }
  const { ledger } = session
  const none = last?.kind === "done" || last?.kind === "wait" ? last : undefined
  if (json) io.out(JSON.stringify(askView(ledger, trials, count !== undefined, none)))
  else for (const trial of trials) io.out([trial.number, ...flagsOf(ledger, ledger.trials[trial.number]!)].join(" "))
  if (!json && none !== undefined) io.err(`  ${none.kind === "done" ? "no trial is left" : "no trial now"}: ${none.why}`)
  return trials.length > 0 ? exit.done : none?.kind === "wait" ? exit.preempted : exit.noUsableTrial
}

function askView(ledger: Ledger, trials: readonly AskedTrial[], several: boolean, none: { kind: string; why: string } | undefined): object {
  const named = { schema: "diapason.ask/1", study: ledger.definition.name }
  const views = trials.map((trial) => trialAsked(ledger, trial))
  const rest = none === undefined ? {} : { [none.kind]: true, why: none.why }
  if (several) return { ...named, trials: views, ...rest }
  return { ...named, ...(views[0] ?? rest) }
}

function trialAsked(ledger: Ledger, { number, attempt, config, fidelity, resume, why }: AskedTrial): object {
  const seed = trialSeed(ledger.definition.seed, number, ledger.trials[number]?.reseeded)
  return {
    trial: number,
    attempt,
    config,
    ...(fidelity !== undefined && { fidelity }),
    ...(resume !== undefined && { resume: resume.step, ...(resume.path !== undefined && { checkpoint: resume.path }) }),
    seed,
    why,
  }
}
