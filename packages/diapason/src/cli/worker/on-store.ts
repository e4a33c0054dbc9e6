import { conduct, createAbort, DiapasonError, type Conducted, type EventStore, type Ledger, type Session } from "@diapason/core"
import { checkpointsOf, tryOut } from "@diapason/executors"
import { keepTidy } from "../../host/keep-tidy.ts"
import { systemStudy } from "../../host/system-study.ts"
import { eventLine } from "../live/event-line.ts"
import { eventEntry } from "../log/event-entry.ts"
import { studySay } from "../log/study-say.ts"
import { brokenFault } from "../tune/conclude.ts"
import { recordedRun } from "../tune/recorded-run.ts"
import { openTracing } from "../../tracing/open-tracing.ts"
import { noDeeds, ownDeeds } from "./deeds.ts"
import { idleness } from "./idleness.ts"
import { ownTrouble } from "./own-trouble.ts"
import { passes, pauseBefore } from "./patience.ts"
import { studyRun } from "./study-run.ts"
import type { Work, Worked } from "./work.ts"

/**
 * A further conductor of a study of a store, until the study is done, nothing was to do for `idleFor` milliseconds, or it is told to
 * leave. A store that does not answer is asked again for as long as a worker is to be idle, ten minutes where nothing was said; what runs
 * is ended before its lease runs out, and begun again after. Throws D452, D453, D4xx.
 */
export async function workOnStore(told: Work, store: EventStore, ledger: Ledger, idleFor = told.untilIdle): Promise<Worked> {
  const work = { ...told, say: studySay(ledger.definition.name, told.io, told.say) }
  const { clock, io, say, notices } = work
  const { definition } = ledger
  const { name } = definition
  const run = await studyRun(
    { name, space: ledger.space, definition, recorded: recordedRun(ledger.sessions.values()) },
    work.given,
    io.env,
    work.dir,
  )
  for (const note of run.notes) say(`  note  ${note}`)
  const life = createAbort()
  const idle = idleness(clock, life.signal)
  const leave = new AbortController()
  const { drain, ...urgent } = notices.signals
  drain?.addEventListener("abort", () => leave.abort())
  if (drain?.aborted === true) leave.abort()
  if (idleFor !== undefined) idle.after(idleFor, () => leave.abort(idleReason), life.signal)
  const { slots, dir, canary, retry, breaker, keep, objects } = run.run
  if (objects !== undefined) await tryOut(objects)
  const diagnostic = (trial: number, code: string, text: string): void => say(`  note ${code}  trial ${trial}: ${text}`)
  const traced = await openTracing(io.env, "diapason-worker")
  const study = await systemStudy({
    tracing: traced,
    wanted: { name, recorded: true },
    store,
    transfer: undefined,
    dir,
    retry,
    facts: { command: [...run.command], ...run.grants, ...work.facts, worker: true, slots },
    unseen: ({ code, words }, { trial }) => diagnostic(trial, code, `${words.what} ${words.mend}`),
  })
  const deeds = noDeeds()
  let tidy: ReturnType<typeof keepTidy> | undefined
  const opened = (session: Session): void => {
    say(`  Worker  ${session.session}   ${name}   ${slots} slot${slots > 1 ? "s" : ""}   ${store.url}`)
    const mine = ownDeeds(session.session, deeds)
    session.listen((event, known) => {
      if (!mine(event) || !work.talks) return
      const entry = io.log && eventEntry(event, known)
      if (entry !== undefined) return io.log!(entry)
      const line = io.log === undefined ? eventLine(event, known) : undefined
      if (line !== undefined) say(line)
    })
    tidy = keepTidy(session, { base: checkpointsOf(dir, name), ...(objects && { objects }), rules: keep, diagnostic })
  }
  const once = (): Promise<Conducted> =>
    conduct({
      open: study.open,
      executor: idle.watching(ownTrouble(run.executor, work.unable)),
      clock,
      slots,
      canary,
      ...(breaker !== undefined && { breaker }),
      stay: true,
      signals: { ...urgent, drain: leave.signal },
      diagnostic,
      opened,
      closing: async () => await tidy?.settled(),
    })
  try {
    const conducted = await again(once, { work, leave: leave.signal, idle: idle.idle, within: idleFor ?? patience })
    return { study: name, ...endOf(conducted, leave.signal, notices.signals.preempt?.aborted === true, dir), deeds }
  } finally {
    life.abort()
    await run.executor.close?.()
    await study.close()
    await traced.close()
  }
}

const idleReason = "there was nothing to do"

/** Milliseconds for which a store is waited for that does not answer. */
const patience = 600_000

interface Again {
  readonly work: Work
  readonly leave: AbortSignal
  readonly idle: () => number
  readonly within: number
}

/** Conducts until it ends by itself; a store that fails for a while ends nothing but what ran. */
async function again(once: () => Promise<Conducted>, { work: { clock, say, notices }, leave, idle, within }: Again): Promise<Conducted> {
  for (let tries = 0; ; tries++) {
    try {
      return await once()
    } catch (error) {
      const told = leave.aborted || notices.code() !== undefined
      if (!passes(error) || told || idle() >= within) throw error
      if (tries === 0) say(`  note ${error.code}  ${error.words.what} It is asked again.`)
      await clock.after(pauseBefore(tries))
    }
  }
}

function endOf(
  { outcome, why, ...rest }: Conducted,
  leave: AbortSignal,
  preempted: boolean,
  dir: string,
): Pick<Worked, "outcome" | "why" | "error"> {
  if (outcome === "broken") return { outcome, why, error: brokenFault({ outcome, why, ...rest }, dir) }
  if (outcome === "done") return { outcome, why }
  if (outcome === "drained" && leave.reason === idleReason) return { outcome: "idle", why: idleReason }
  if (outcome === "interrupted" && preempted) return { outcome: "preempted", why }
  return { outcome: outcome === "cancelled" ? "interrupted" : outcome, why }
}

/** Whether a fault concerns one study alone, so that a worker of many goes on with the others. */
export const ofOneStudy = (error: unknown): error is DiapasonError =>
  error instanceof DiapasonError &&
  ["D452", "D453", "D455", "D458", "D459", "D165", "D303", "D203", "D207", "D208", "D209", "D210"].includes(error.code)
