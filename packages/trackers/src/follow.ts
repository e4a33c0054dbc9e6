import { flush, keepTurn, leaseTime, show, takeTurn, type Passing, type Reach, type Turn } from "./turn.ts"

/** What a follower needs. */
interface Follow extends Passing {
  /** Told when the other side is lost or found, and of what it will never take. */
  readonly say: (text: string) => void
}

/** How a tracker stands. */
export interface Standing {
  readonly name: string
  readonly title: string
  /** Position of the last event that has arrived. */
  readonly position: number
  /** Events of the log that have not. */
  readonly pending: number
  /** Why the last try failed. */
  readonly trouble?: string
  /** Another process sends them. */
  readonly elsewhere?: true
}

/** A tracker that follows a study beside whatever else happens: nobody waits for it, and it never fails. */
export interface Following {
  /** Sends what there is for at most `grace` milliseconds, and ends; sooner after so many tries in vain, one after the other. */
  settle(grace: number, tries: number): Promise<Standing>
}

/** Begins to pass a study on. One process does so at a time, by a lease of the study and the tracker. */
export function follow(o: Follow): Following {
  const wheel: Wheel = { o, turn: undefined, position: 0, newest: 0, failures: 0, trouble: undefined, elsewhere: false, tries: Infinity }
  const [life, wake] = [new AbortController(), new AbortController()]
  const looped = loop(wheel, life.signal, wake.signal)
  return {
    async settle(grace, tries) {
      wheel.tries = tries
      wheel.failures = 0
      wake.abort()
      const over = new AbortController()
      void o.clock.after(grace, over.signal).then(() => life.abort())
      await looped
      over.abort()
      await letGo(wheel)
      return standing(wheel)
    },
  }
}

interface Wheel extends Reach {
  readonly o: Follow
  /** Absent while it is not its turn. */
  turn: Turn | undefined
  failures: number
  trouble: string | undefined
  elsewhere: boolean
  /** Tries in vain until it ends; without end while the study goes on. */
  tries: number
}

type Round = "idle" | "taken" | "unreached" | "elsewhere"

async function loop(wheel: Wheel, life: AbortSignal, wake: AbortSignal): Promise<void> {
  const { clock } = wheel.o
  while (!life.aborted) {
    const settling = isSettling(wheel)
    const came = await tried(wheel, life)
    if (settling && (came === "idle" || came === "elsewhere" || wheel.failures >= wheel.tries)) return
    const full = came === "taken" && wheel.position < wheel.newest
    if (life.aborted || (settling && came === "taken") || full) continue
    const pause = came === "unreached" ? pauseAfter(wheel) : came === "elsewhere" ? leaseTime / 6 : lookEvery
    await clock.after(pause, isSettling(wheel) ? life : wake)
  }
}

const isSettling = ({ tries }: Wheel): boolean => tries < Infinity

/** A try that fails in any way is tried again. */
async function tried(wheel: Wheel, life: AbortSignal): Promise<Round> {
  try {
    const came = await round(wheel, life)
    wheel.elsewhere = came === "elsewhere"
    return came
  } catch (error) {
    return failed(wheel, (error as Error).message)
  }
}

async function round(wheel: Wheel, life: AbortSignal): Promise<Round> {
  const turn = await hold(wheel)
  if (turn === undefined) return "elsewhere"
  if (turn.shown === 0) await show(wheel.o, wheel, turn)
  if (turn.shown === 0) return "idle"
  const flushed = await flush(wheel.o, turn, life)
  if (flushed.outcome === "unreached") return failed(wheel, flushed.why)
  for (const line of flushed.lost) wheel.o.say(`${turn.tracker.title} did not take ${line}`)
  if (wheel.trouble !== undefined) wheel.o.say(`${turn.tracker.title} answers again`)
  Object.assign(wheel, { failures: 0, trouble: undefined, position: wheel.position + turn.shown })
  turn.shown = 0
  await wheel.o.cursor(turn.tracker).write(turn.first, wheel.position)
  return "taken"
}

function failed(wheel: Wheel, why: string): Round {
  const { o, turn, trouble } = wheel
  // An end that was asked for is no trouble of the other side, where that had answered so far.
  if (trouble === undefined && turn !== undefined && !isSettling(wheel))
    o.say(`${turn.tracker.title}: ${why}; what is not sent is kept, and the study goes on`)
  wheel.failures++
  // At the end a try is cut off: what is wrong was told by those before.
  if (!isSettling(wheel) || trouble === undefined) wheel.trouble = why
  return "unreached"
}

/** The turn that it has or can take; undefined while another process has it. */
async function hold(wheel: Wheel): Promise<Turn | undefined> {
  const { o, turn } = wheel
  if (turn !== undefined && (await keepTurn(o, turn))) return turn
  wheel.turn = undefined
  return (wheel.turn = await takeTurn(o, wheel))
}

async function letGo(wheel: Wheel): Promise<void> {
  const { o, turn } = wheel
  if (turn === undefined) return
  await count(wheel).catch(() => undefined)
  await o.store.leases.release(turn.lease).catch(() => undefined)
}

/** How far the log goes by now. */
async function count(wheel: Wheel): Promise<void> {
  for await (const batch of wheel.o.store.read(wheel.o.study, wheel.newest)) wheel.newest = batch.at(-1)?.seq ?? wheel.newest
}

function standing({ o, turn, position, newest, trouble, elsewhere }: Wheel): Standing {
  const { name, title } = turn?.tracker ?? o.open()
  return {
    name,
    title,
    position,
    pending: elsewhere ? 0 : Math.max(0, newest - position),
    ...(trouble !== undefined && { trouble }),
    ...(elsewhere && { elsewhere }),
  }
}

/** Half a second doubled with each failure, up to a minute: from the eighth on the other side is asked once a minute. */
const pauseAfter = ({ failures }: Wheel): number => Math.min(60_000, 250 * 2 ** failures)

/** Milliseconds between two looks for news: what happens in between is sent together. */
const lookEvery = 1000
