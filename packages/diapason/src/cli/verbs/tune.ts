import { join } from "node:path"
import { choose, metricsOf, samplerOf, schedulerOf } from "@diapason/algorithms"
import {
  conduct,
  createSlots,
  describeSpace,
  fault,
  readMind,
  type Conducted,
  type EventStore,
  type Json,
  type Ledger,
  type Session,
} from "@diapason/core"
import { checkpointsOf, folderName, processes } from "@diapason/executors"
import { openStore } from "@diapason/stores"
import { keepTidy } from "../../host/keep-tidy.ts"
import { systemClock } from "../../host/system-clock.ts"
import { systemStudy } from "../../host/system-study.ts"
import { bestView } from "../../views/best-view.ts"
import type { Finding } from "../../lint/finding.ts"
import { lint } from "../../lint/lint.ts"
import { exit } from "../exit.ts"
import { flags } from "../flags.ts"
import type { Io } from "../io.ts"
import { canaryWatch } from "../live/canary-line.ts"
import type { Controlled } from "../live/controls.ts"
import { interruptText } from "../live/finishing.ts"
import type { Keys } from "../live/keys.ts"
import { linesReporter, quietReporter, type Reporter } from "../live/reporter.ts"
import { defaultDir, namesOf, storeUrl } from "../study/open-ledger.ts"
import { bestBlock } from "../text/best-block.ts"
import { countsText, valuesText } from "../text/best-text.ts"
import { detach } from "../tune/detach.ts"
import { revisionText } from "../text/revision-text.ts"
import { printDryRun, settled } from "../tune/dry-run.ts"
import { notifier } from "../tune/notify.ts"
import { processStyle } from "../tune/process-style.ts"
import { studyFlags } from "../tune/study-flags.ts"
import { replayText } from "../tune/replayed.ts"
import { failIf } from "../tune/fail-if.ts"
import { interrupts } from "../tune/interrupts.ts"
import { onThisMachine } from "../tune/resources.ts"
import { recordFacts } from "../tune/record-facts.ts"
import { runSettingsOf, type RunSettings } from "../tune/run-settings.ts"
import { settingsOf, type Settings } from "../tune/settings.ts"
import { freshName } from "../tune/study-name.ts"
import { knownName, whyNew } from "../tune/why-new.ts"
import { tuningOf, type Tuning } from "../tune/wanted.ts"
import { verb } from "../verb.ts"

/** Creates a study, or goes on with it, and runs its trials. */
export const tune = verb({
  args: "[command...]",
  example: "diapason tune -p lr=1e-5..1e-1:log -p bs=16,32,64 --minimize val_loss --trials 20 -- python train.py",
  flags: {
    ...studyFlags,
    keepBest: flags.keepBest,
    quota: flags.quota,
    timeout: flags.timeout,
    canary: flags.canary,
    extend: flags.extend,
    fresh: flags.fresh,
    dryRun: flags.dryRun,
    detach: flags.detach,
    failIf: flags.failIf,
    reporter: flags.reporter,
    json: flags.json,
  },
  async run(f, [words], io) {
    const failing = failIf(f.failIf ?? [])
    const settings = await settingsOf(f, words as readonly string[], io)
    const tuning = tuningOf(settings, f)
    const run = await onThisMachine(runSettingsOf(settings.values, defaultDir), settings.values, io.env)
    const json = f.json === true
    const store = await openStore(storeUrl(settings.values, io.env))
    try {
      const said = settings.values.name !== undefined || tuning.replays !== undefined
      const found = said || f.fresh === true ? tuning.wanted.name : await knownName(store, tuning, f.extend === true)
      const name = f.fresh === true ? await freshName(store, found) : found
      const named: Tuning = { ...tuning, wanted: { ...tuning.wanted, name } }
      if (f.dryRun === true) return await dryRun(settings, named, store, json, io)
      if (f.detach === true) return leave(detach(process.argv.slice(1), name, run.dir), name, json, io)
      const reporter = await reporterOf(f.reporter, json, io)
      const { facts, notes } = await recordFacts(settings.values, tuning.command)
      for (const note of [...settings.notes, ...run.notes, ...notes]) reporter.say(`  note  ${note}`)
      return await perform({ tuning: named, store, run, facts, reporter, io, json, failing, extend: f.extend === true })
    } finally {
      await store.close()
    }
  },
})

/** Where the study goes on, and how it is looked at. */
function leave({ pid, log }: ReturnType<typeof detach>, study: string, json: boolean, io: Io): number {
  if (json) io.out(JSON.stringify({ schema: "diapason.detached/1", study, pid, log }))
  else io.out(`  ${study} goes on without this terminal, as process ${pid}; it writes to ${log}\n  diapason watch ${study}   shows it`)
  return exit.done
}

interface Performance {
  readonly tuning: Tuning
  readonly store: EventStore
  readonly run: RunSettings
  readonly facts: Readonly<Record<string, Json>>
  readonly reporter: Reporter
  readonly io: Io
  readonly json: boolean
  /** The condition of `--fail-if` that is true. */
  readonly failing: (ledger: Ledger) => string | undefined
  readonly extend: boolean
}

/** Says what would be used, and starts nothing: what could not run is refused here too. */
async function dryRun(settings: Settings, tuning: Tuning, store: EventStore, json: boolean, io: Io): Promise<number> {
  const { name } = tuning.wanted
  const mind = (await namesOf(store)).includes(name) ? await readMind(store, name, choose) : undefined
  printDryRun(settled(settings, tuning.wanted, mind?.ledger), name, mind !== undefined, json, io)
  return exit.done
}

async function perform(p: Performance): Promise<number> {
  const { tuning, store, reporter, run } = p
  const { dir } = run
  const { wanted, baselines } = tuning
  const study = await systemStudy({ wanted, store, baselines, dir, extend: p.extend, facts: p.facts, retry: run.retry })
  const executor = executorOf(p)
  let ledger: Ledger | undefined
  let tidy: { settled(): Promise<void> } | undefined
  const diagnostic = (trial: number, code: string, text: string): void => reporter.say(`  note ${code}  trial ${trial}: ${text}`)
  const tell = notifier(run.notifications, p.io.now, (text) => reporter.say(`  note  ${text}`))
  const slots = createSlots(run.slots)
  const asked = interrupts({
    ending: (how) => reporter.notice((known) => interruptText(how, known, p.io.now()), ledger),
    hangup: () => reporter.hide?.(),
  })
  const keys = await keysOf(p, { slots, end: asked.end, ledger: () => ledger })
  try {
    const conducted = await conduct({
      open: study.open,
      executor,
      clock: systemClock,
      slots,
      canary: run.canary,
      ...(run.breaker !== undefined && { breaker: run.breaker }),
      signals: asked.signals,
      diagnostic,
      closing: async () => await tidy?.settled(),
      opened(session) {
        ledger = session.ledger
        void greet(p, session)
        session.listen((event, known) => reporter.event(event, known))
        session.listen(tell.event)
        if (run.canary && !p.json)
          session.listen(canaryWatch(session.ledger, run.slots, (text) => reporter.say(line(p.io, "Canary", text))))
        tidy = keepTidy(session, { base: checkpointsOf(dir, tuning.wanted.name), rules: run.keep, diagnostic })
      },
    })
    reporter.end(conducted.ledger)
    await tell.ended(conducted)
    return conclude(p, conducted, asked.code())
  } finally {
    keys?.close()
    asked.dispose()
    await study.close()
  }
}

function executorOf({ tuning, run }: Performance): ReturnType<typeof processes> {
  const { wanted, space } = tuning
  return processes({
    ...run.processes,
    ...processStyle(tuning, run),
    dir: run.dir,
    metrics: [...new Set([...wanted.objectives.map(({ metric }) => metric), ...metricsOf(wanted.adapt ?? [], space), ...run.metrics])],
    ...(wanted.fidelity !== undefined && { stepName: wanted.fidelity.name }),
  })
}

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

/** The keys of the live view; nothing where there is none, or no keyboard. */
async function keysOf({ reporter, run, io }: Performance, hand: Pick<Controlled, "slots" | "end" | "ledger">): Promise<Keys | undefined> {
  const { keyboard, columns } = io
  if (reporter.redraw === undefined || keyboard === undefined) return undefined
  const [{ readKeys }, { controls }] = await Promise.all([import("../live/keys.ts"), import("../live/controls.ts")])
  return readKeys(keyboard, controls({ ...hand, reporter, dir: run.dir, columns }), () => reporter.redraw?.())
}

/** One of the first lines: what it is about, and what is so. */
const line = (io: Io, title: string, text: string): string => `  ${io.paint.dim(title)}${" ".repeat(7 - title.length)}${text}`

/** The first lines: which study, which space, which plan. */
async function greet({ tuning, store, run, reporter, io, json }: Performance, session: Session): Promise<void> {
  const { dir, slots } = run
  if (json) return
  const { ledger } = session
  const { name, fidelity } = ledger.definition
  const state = session.resumed ? resumedText(session) : `new${await whyNew(store, tuning)}`
  const joined = session.others > 0 ? `   joined: ${session.others} other runner${session.others > 1 ? "s are" : " is"} at it` : ""
  const steps = fidelity === undefined ? "" : `   ${fidelity.name} ${fidelity.min}..${fidelity.max}`
  reporter.say(line(io, "Study", `${io.paint.bold(name)}   ${state}${joined}   ${join(dir, name)}`))
  reporter.say(line(io, "Space", `${describeSpace(ledger.space)}${lintText(lint({ ...tuning, slots, ledger }))}`))
  reporter.say(line(io, "Plan", `${planText(ledger)}${steps}   ${slots} slot${slots > 1 ? "s" : ""}   ${store.url}`))
}

/** How much the linter found; silence where there is nothing. */
function lintText(found: readonly Finding[]): string {
  const count = (level: Finding["level"], word: string): string[] => {
    const n = found.filter((one) => one.level === level).length
    return n === 0 ? [] : [`${n} ${word}${n > 1 ? "s" : ""}`]
  }
  return found.length === 0 ? "" : `   lint: ${[...count("warn", "warning"), ...count("hint", "hint")].join(", ")} (diapason lint)`
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
  return `resumed   ${ledger.trials.length} trials${revisionText(ledger)}${bestText}${requeued > 0 ? `, ${requeued} orphaned attempt${requeued > 1 ? "s" : ""} re-queued` : ""}`
}

function conclude(
  { io, json, store, run: { dir }, tuning: { replays }, failing }: Performance,
  conducted: Conducted,
  signalled: number | undefined,
): number {
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
  if (ledger.front.length === 0) return exit.noUsableTrial
  const failed = failing(ledger)
  if (failed !== undefined) io.err(`  failed, since ${failed}`)
  return failed === undefined ? exit.done : exit.failIf
}

/** The error of a study that could only have wasted its budget. */
function brokenFault({ ledger, failure }: Conducted, dir: string): Error {
  const { trial, kind, message, exit: code, facts, broken } = failure!
  const command = ledger.definition.command?.[0] ?? ""
  const log = join(dir, folderName(ledger.definition.name), "logs", `${trial}.1.log`)
  const line = String(facts?.["line"] ?? message)
  if (broken.rule === "rate") return fault("D209", { failed: broken.count, ended: broken.of, line })
  if (broken.rule === "alike") return fault("D208", { count: broken.count, first: broken.of, line })
  if (kind === "launch")
    return fault("D203", {
      command,
      trial,
      reason: String(facts?.["reason"] ?? message),
      near: (facts?.["near"] ?? []) as readonly string[],
    })
  const seen = (facts?.["seen"] ?? []) as readonly { name: string; count: number; last: number }[]
  if (kind === "no-metric") return fault("D210", { trial, metric: ledger.definition.objectives[0]!.metric, seen, log })
  const { suggestedAt, endedAt } = ledger.trials[trial] as { suggestedAt: number; endedAt: number }
  return fault("D207", { trial, exit: code ?? 1, seconds: (endedAt - suggestedAt) / 1000, line })
}
