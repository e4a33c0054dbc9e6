import { createAbort } from "../ports/abort.ts"
import type { Session } from "../study/session.ts"
import { createBell } from "./bell.ts"
import { costWatch, isSpent, wallWatch } from "./budget-watch.ts"
import { fill, followOn, stopOf } from "./hand-out.ts"
import { listen, stopAll } from "./signals.ts"
import type { Conduct, Conducted, End, Stage } from "./stage.ts"

/**
 * The only loop with effects: asks for trials, launches them, hands their reports to the study and its decisions back.
 * It has no opinions; what it knows is the ledger's, what it decides is the sampler's and the scheduler's.
 */
export async function conduct(o: Conduct): Promise<Conducted> {
  for (;;) {
    const session = await o.open()
    o.opened?.(session)
    const end = await play(o, session)
    if (end === "fenced") continue
    await o.closing?.()
    await session.close(end.why, end.outcome)
    return { ledger: session.ledger, ...end }
  }
}

async function play(o: Conduct, session: Session): Promise<End | "fenced"> {
  const over = createAbort()
  const stage: Stage = { o, session, attempts: new Map(), bell: createBell(), failed: undefined, idle: undefined }
  const silence = listen(stage)
  const unhear = session.listen(stage.bell.ring)
  session.lapsed.addEventListener("abort", stage.bell.ring)
  const unwatch = typeof o.slots === "number" ? undefined : o.slots.listen(stage.bell.ring)
  o.clock.every(lookAround, () => void session.refresh().then(stage.bell.ring, stage.bell.ring), over.signal)
  o.clock.every(o.lookEvery ?? lookEvery, looker(session), over.signal)
  const watchWall = wallWatch(stage, over.signal)
  const watchCost = costWatch(stage, over.signal)
  try {
    for (;;) {
      await heed(stage)
      followOn(stage)
      const answer = isTakenOver(session) || session.lapsed.aborted ? "fenced" : await fill(stage)
      if (answer === "fenced") return await abandon(stage)
      if (answer !== undefined && stage.attempts.size === 0) return answer
      watchWall()
      watchCost()
      await (answer === undefined && stage.attempts.size === 0 ? lookAgainOr(stage) : stage.bell.rung())
      if (stage.failed !== undefined) throw stage.failed.error
      if (isSpent(stage)) stopAll(stage, "interrupt")
    }
  } catch (error) {
    await abandon(stage)
    throw error
  } finally {
    over.abort()
    silence()
    unhear()
    unwatch?.()
  }
}

const isTakenOver = ({ ledger, session }: Session): boolean => ledger.sessions.get(session)?.closed !== undefined

/** Looks for news, one look at a time; what is new rings the bell itself, and a store that fails is found by the next who needs it. */
function looker(session: Session): () => void {
  let looking = false
  const looked = (): void => void (looking = false)
  return () => {
    if (looking) return
    looking = true
    session.look().then(looked, looked)
  }
}

/** Ends what a person does not want to go on: a trial, or all of them. */
async function heed(stage: Stage): Promise<void> {
  const { session, attempts } = stage
  for (const [number, running] of attempts) {
    const trial = session.ledger.trials[number]
    if (trial?.state !== "running" || trial.unwanted === undefined || trial.session !== session.session) continue
    await session.prune(number, trial.unwanted)
    running.stop("decision")
  }
  if (stopOf(session)?.now === true) stopAll(stage, "cancel")
}

/** Without own attempts nothing would wake the loop, so it looks again after a while. */
async function lookAgainOr({ o, session, bell }: Stage): Promise<void> {
  const woken = createAbort()
  const rung = bell.rung().then(woken.abort)
  await o.clock.after(lookAgain, woken.signal)
  if (!woken.signal.aborted) bell.ring()
  await rung
  await session.refresh()
}

/** Milliseconds until a conductor with nothing to do looks again, and between two looks for sessions that died. */
const lookAgain = 500
const lookAround = 20_000
const lookEvery = 1000

/** The session was taken over, or the store has failed: its attempts must not go on unrecorded. */
async function abandon(stage: Stage): Promise<"fenced"> {
  const overs = [...stage.attempts.values()].map((a) => a.over)
  const left = stage.session.leave(Promise.allSettled(overs))
  for (const running of stage.attempts.values()) running.leave()
  await left
  return "fenced"
}
