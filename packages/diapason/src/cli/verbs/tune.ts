import { availableParallelism } from "node:os"
import { join } from "node:path"
import { metricsOf, samplerOf, schedulerOf } from "@diapason/algorithms"
import {
  conduct,
  describeSpace,
  fault,
  leafNames,
  type Conducted,
  type EventStore,
  type KeepRules,
  type Ledger,
  type Session,
} from "@diapason/core"
import { checkpointsOf, folderName, processes } from "@diapason/executors"
import { openStore } from "@diapason/stores"
import { keepTidy } from "../../host/keep-tidy.ts"
import { systemClock } from "../../host/system-clock.ts"
import { systemStudy } from "../../host/system-study.ts"
import { bestView } from "../../views/best-view.ts"
import { exit } from "../exit.ts"
import { flags } from "../flags.ts"
import type { Io } from "../io.ts"
import { linesReporter, quietReporter, type Reporter } from "../live/reporter.ts"
import { defaultDir, storeUrl } from "../study/open-ledger.ts"
import { bestBlock } from "../text/best-block.ts"
import { countsText, valuesText } from "../text/best-text.ts"
import { inputsOf } from "../tune/inputs.ts"
import { replayText } from "../tune/replayed.ts"
import { interrupts } from "../tune/interrupts.ts"
import { freshName } from "../tune/study-name.ts"
import { whyNew } from "../tune/why-new.ts"
import { tuningOf, type Tuning } from "../tune/wanted.ts"
import { verb } from "../verb.ts"

/** Creates a study, or goes on with it, and runs its trials. */
export const tune = verb({
  args: "[command...]",
  example: "diapason tune -p lr=1e-5..1e-1:log -p bs=16,32,64 --minimize val_loss --trials 40 -- python train.py",
  flags: {
    param: flags.param,
    minimize: flags.minimize,
    maximize: flags.maximize,
    subjectTo: flags.subjectTo,
    fidelity: flags.fidelity,
    baseline: flags.baseline,
    prior: flags.prior,
    trials: flags.trials,
    for: flags.for,
    until: flags.until,
    sampler: flags.sampler,
    scheduler: flags.scheduler,
    terminator: flags.terminator,
    adapt: flags.adapt,
    replaySchedule: flags.replaySchedule,
    seed: flags.seed,
    jobs: flags.jobs,
    keepBest: flags.keepBest,
    quota: flags.quota,
    timeout: flags.timeout,
    paramsVia: flags.paramsVia,
    booleans: flags.booleans,
    shell: flags.shell,
    canary: flags.canary,
    name: flags.name,
    fresh: flags.fresh,
    store: flags.store,
    dir: flags.dir,
    reporter: flags.reporter,
    json: flags.json,
  },
  async run(f, [words], io) {
    const tuning = tuningOf(f, words as readonly string[])
    const dir = f.dir ?? defaultDir
    const store = await openStore(storeUrl(f, io.env))
    try {
      const name = f.fresh === true ? await freshName(store, tuning.wanted.name) : tuning.wanted.name
      const named: Tuning = { ...tuning, wanted: { ...tuning.wanted, name } }
      const reporter = await reporterOf(f.reporter, f.json === true, io)
      return await perform({ tuning: named, store, dir, slots: slotsOf(f.jobs), reporter, io, json: f.json === true, options: f })
    } finally {
      await store.close()
    }
  },
})

interface Performance {
  readonly tuning: Tuning
  readonly store: EventStore
  readonly dir: string
  readonly slots: number
  readonly reporter: Reporter
  readonly io: Io
  readonly json: boolean
  readonly options: {
    readonly paramsVia?: "args" | "args-space" | "hydra" | "env" | "file" | "none" | undefined
    readonly booleans?: "value" | "presence" | "negatable" | undefined
    readonly shell?: boolean | undefined
    readonly timeout?: number | undefined
    readonly canary?: boolean | undefined
    readonly keepBest?: number | undefined
    readonly quota?: number | undefined
  }
}

async function perform(p: Performance): Promise<number> {
  const { tuning, store, dir, reporter, slots, options } = p
  const study = await systemStudy({ wanted: tuning.wanted, store, baselines: tuning.baselines, dir, facts: { command: tuning.command } })
  const executor = executorOf(p)
  let ledger: Ledger | undefined
  let tidy: { settled(): Promise<void> } | undefined
  const diagnostic = (trial: number, code: string, text: string): void => reporter.say(`  note ${code}  trial ${trial}: ${text}`)
  const asked = interrupts((how) => reporter.notice(interruptText(how, ledger), ledger))
  try {
    const conducted = await conduct({
      open: study.open,
      executor,
      clock: systemClock,
      slots,
      canary: options.canary !== false,
      signals: asked.signals,
      diagnostic,
      closing: async () => await tidy?.settled(),
      opened(session) {
        ledger = session.ledger
        void greet(p, session)
        session.listen((event, known) => reporter.event(event, known))
        tidy = keepTidy(session, { base: checkpointsOf(dir, tuning.wanted.name), rules: keepRules(options), diagnostic })
      },
    })
    reporter.end(conducted.ledger)
    return conclude(p, conducted, asked.code())
  } finally {
    asked.dispose()
    await study.close()
  }
}

function executorOf({ tuning, dir, options }: Performance): ReturnType<typeof processes> {
  const { paramsVia, booleans, shell, timeout } = options
  const { wanted, command, space } = tuning
  return processes({
    command,
    dir,
    leafNames: Object.fromEntries(leafNames(space).map(({ path, flag }) => [path, flag])),
    inputs: inputsOf(space),
    metrics: [...new Set([...wanted.objectives.map(({ metric }) => metric), ...metricsOf(wanted.adapt ?? [], space)])],
    ...(wanted.fidelity !== undefined && { stepName: wanted.fidelity.name }),
    ...(paramsVia !== undefined && { paramsVia }),
    ...(booleans !== undefined && { booleans }),
    ...(shell !== undefined && { shell }),
    ...(timeout !== undefined && { timeout }),
  })
}

const keepRules = ({ keepBest, quota }: Performance["options"]): KeepRules => ({
  ...(keepBest !== undefined && { best: keepBest }),
  ...(quota !== undefined && { quota }),
})

const slotsOf = (jobs: number | undefined): number => (jobs === undefined ? 1 : jobs < 0 ? availableParallelism() : jobs)

async function reporterOf(kind: "live" | "lines" | "quiet" | undefined, json: boolean, io: Io): Promise<Reporter> {
  switch (kind ?? (json ? "quiet" : io.live ? "live" : "lines")) {
    case "live":
      // Only a person at a terminal waits for what draws there; everything else starts without it.
      return (await import("../live/live-reporter.ts")).liveReporter(io)
    case "lines":
      return linesReporter(io)
    case "quiet":
      return quietReporter(io)
  }
}

/** The first lines: which study, which space, which plan. */
async function greet({ tuning, store, dir, slots, reporter, io, json }: Performance, session: Session): Promise<void> {
  if (json) return
  const { ledger } = session
  const { name, fidelity } = ledger.definition
  const state = session.resumed ? resumedText(session) : `new${await whyNew(store, tuning)}`
  const joined = session.others > 0 ? `   joined: ${session.others} other runner${session.others > 1 ? "s are" : " is"} at it` : ""
  const steps = fidelity === undefined ? "" : `   ${fidelity.name} ${fidelity.min}..${fidelity.max}`
  reporter.say(`  ${io.paint.dim("Study")}  ${io.paint.bold(name)}   ${state}${joined}   ${join(dir, name)}`)
  reporter.say(`  ${io.paint.dim("Space")}  ${describeSpace(ledger.space)}`)
  reporter.say(`  ${io.paint.dim("Plan")}   ${planText(ledger)}${steps}   ${slots} slot${slots > 1 ? "s" : ""}   ${store.url}`)
}

/** Who proposes and who decides, and what `auto` comes to. */
function planText({ definition }: Ledger): string {
  const [sampler, scheduler] = [samplerOf(definition), schedulerOf(definition)]
  const chosen = (asked: string, found: string): string => (asked === found ? asked : `${asked} → ${found}`)
  const ending = definition.terminator === undefined ? "" : `   terminator ${definition.terminator.type}`
  return `sampler ${chosen(definition.sampler.type, sampler.type)}   scheduler ${chosen(definition.scheduler.type, scheduler)}${ending}`
}

function resumedText({ ledger, requeued }: Session): string {
  const best = ledger.trials[ledger.front[0] ?? -1]
  const bestText = best === undefined ? "" : `, best ${valuesText(ledger, best)}`
  return `resumed   ${ledger.trials.length} trials${bestText}${requeued > 0 ? `, ${requeued} orphaned attempt${requeued > 1 ? "s" : ""} re-queued` : ""}`
}

function interruptText(how: "drain" | "interrupt", ledger: Ledger | undefined): string {
  const running = ledger?.running.size ?? 0
  if (how === "drain") return `${running} finishing, nothing new is started; Ctrl-C again ends them now and puts them back`
  return `${running} ended now and put back; the same command goes on with them`
}

function conclude({ io, json, store, dir, tuning: { replays } }: Performance, conducted: Conducted, signalled: number | undefined): number {
  const { ledger, outcome, why } = conducted
  if (json)
    io.out(
      JSON.stringify({
        schema: "diapason.tune/1",
        study: ledger.definition.name,
        outcome,
        why,
        trials: ledger.trials.length,
        best: bestView(ledger),
      }),
    )
  else if (ledger.front.length > 0) for (const line of bestBlock(ledger, ledger.front, io)) io.out(line)
  if (!json && replays !== undefined) io.out(replayText(ledger, replays))
  if (conducted.failure !== undefined) throw brokenFault(conducted, dir)
  if (!json)
    io.err(`  ${countsText(ledger)}   ended: ${why}\n  record in ${store.url}, logs in ${join(dir, ledger.definition.name, "logs")}`)
  if (signalled !== undefined && outcome !== "done") return signalled
  return ledger.front.length > 0 ? exit.done : exit.noUsableTrial
}

/** The error of a study that could only have wasted its budget. */
function brokenFault({ ledger, failure }: Conducted, dir: string): Error {
  const { trial, kind, message, exit: code, facts } = failure!
  const command = ledger.definition.command?.[0] ?? ""
  const log = join(dir, folderName(ledger.definition.name), "logs", `${trial}.1.log`)
  if (kind === "launch")
    return fault("D203", {
      command,
      trial,
      reason: String(facts?.["reason"] ?? message),
      near: (facts?.["near"] ?? []) as readonly string[],
    })
  const seen = (facts?.["seen"] ?? []) as readonly { name: string; count: number; last: number }[]
  if (kind === "no-metric") return fault("D210", { trial, metric: ledger.definition.objectives[0]!.metric, seen, log })
  if (ledger.finished.length > 1) return fault("D208", { count: 3, first: 5, line: String(facts?.["line"] ?? message) })
  const { suggestedAt, endedAt } = ledger.trials[trial] as { suggestedAt: number; endedAt: number }
  return fault("D207", { trial, exit: code ?? 1, seconds: (endedAt - suggestedAt) / 1000, line: String(facts?.["line"] ?? message) })
}
