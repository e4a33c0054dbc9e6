import { conduct, createSlots, type DiapasonError, type Ledger, type SavedState } from "@diapason/core"
import { checkpointsOf, tryOut, type Heard } from "@diapason/executors"
import { keepTidy } from "../../host/keep-tidy.ts"
import { systemClock } from "../../host/system-clock.ts"
import { systemStudy } from "../../host/system-study.ts"
import { canaryWatch } from "../live/canary-line.ts"
import type { Controlled } from "../live/controls.ts"
import { interruptText } from "../live/finishing.ts"
import type { Keys } from "../live/keys.ts"
import { livePage, openInBrowser, type LivePage } from "./live-page.ts"
import { openTracing } from "../../tracing/open-tracing.ts"
import { leftText, tracking } from "../../tracking/tracking.ts"
import { conclude } from "./conclude.ts"
import { firstLine, greet } from "./greet.ts"
import { interrupts } from "./interrupts.ts"
import type { Performance } from "./performance.ts"
import { executorOf } from "./executor-of.ts"

/** Plays a study to its end, or until somebody asks it to end. Returns the exit code. */
export async function perform(p: Performance): Promise<number> {
  const { tuning, store, reporter, run } = p
  const { dir } = run
  const { wanted, baselines, transfer } = tuning
  const sources = new Map<string, string>()
  const heard = ({ metric, source }: Heard): void => void sources.set(metric, source)
  const executor = p.executor ?? executorOf({ ...tuning, definition: wanted }, run, heard)
  const { extend } = p
  const facts = { ...p.facts, slots: run.slots }
  const { notifications, track } = run
  const say = (text: string): void => reporter.say(`  note  ${text}`)
  const told = tracking({ store, study: wanted.name, dir, track, notifications, env: p.io.env, say })
  const diagnostic = (trial: number, code: string, text: string): void => reporter.say(`  note ${code}  trial ${trial}: ${text}`)
  const unseen = ({ code, words }: DiapasonError, { trial }: SavedState): void => diagnostic(trial, code, `${words.what} ${words.mend}`)
  if (run.objects !== undefined) await tryOut(run.objects)
  const traced = await openTracing(p.io.env, "diapason")
  const more = { executor, unseen, tracing: traced }
  const study = await systemStudy({ wanted, store, baselines, transfer, dir, extend, facts, retry: run.retry, ...more })
  let ledger: Ledger | undefined
  let tidy: { settled(): Promise<void> } | undefined
  const slots = createSlots(run.slots)
  const page = p.open || reporter.redraw !== undefined ? livePage(store, dir, wanted.name, run.objects?.at) : undefined
  const asked = interrupts({
    ending: (how) => reporter.notice((known) => interruptText(how, known, p.io.now()), ledger),
    hangup: () => reporter.hide?.(),
  })
  const keys = await keysOf(p, { slots, end: asked.end, ledger: () => ledger, page })
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
      idle: (idle) => reporter.idle?.(idle),
      closing: async () => await tidy?.settled(),
      opened(session) {
        ledger = session.ledger
        void greet(p, session, study.recalled).then(() => page && showPage(p, page))
        session.listen((event, known) => reporter.event(event, known))
        told.begin(session.ledger.seq)
        const say = (text: string): void => reporter.say(firstLine(p.io, "Canary", text))
        if (run.canary && !p.json)
          session.listen(canaryWatch(session.ledger, { slots: run.slots, sourceOf: (name) => sources.get(name), say }))
        const { objects, keep: rules } = run
        tidy = keepTidy(session, { base: checkpointsOf(dir, tuning.wanted.name), ...(objects && { objects }), rules, diagnostic })
      },
    })
    reporter.end(conducted.ledger)
    for (const standing of await told.settle(grace, 2)) {
      const left = leftText(standing, wanted.name)
      if (left !== undefined) reporter.say(`  note  ${left}`)
    }
    return await (p.concluding ?? ((ended, code) => conclude(p, ended, code)))(conducted, asked.code())
  } finally {
    keys?.close()
    asked.dispose()
    await page?.close()
    await told.settle(0, 1)
    await executor.close?.()
    await study.close()
    await traced.close()
  }
}

/** Milliseconds that a study which has ended waits for those who are told of it elsewhere. */
const grace = 5000

/** Says where the page of the study is, and opens it where that was asked for. */
async function showPage({ io, reporter, open }: Performance, page: LivePage): Promise<void> {
  try {
    const link = await page.link()
    reporter.say(firstLine(io, "Live", `${link}${reporter.redraw === undefined ? "" : "   w opens it · h help"}`))
    const note = await page.note
    if (note !== undefined) reporter.say(`  note  ${note}`)
    if (open) openInBrowser(link)
  } catch (error) {
    if (open) reporter.say(`  note  there is no page: ${(error as Error).message}`)
  }
}

/** The keys of the live view; nothing where there is none, or no keyboard. */
async function keysOf(
  { reporter, run, io }: Performance,
  hand: Pick<Controlled, "slots" | "end" | "ledger" | "page">,
): Promise<Keys | undefined> {
  const { keyboard, columns } = io
  if (reporter.redraw === undefined || keyboard === undefined) return undefined
  const [{ readKeys }, { controls }] = await Promise.all([import("../live/keys.ts"), import("../live/controls.ts")])
  return readKeys(keyboard, controls({ ...hand, reporter, dir: run.dir, columns }), () => reporter.redraw?.())
}
