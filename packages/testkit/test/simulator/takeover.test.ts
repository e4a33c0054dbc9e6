import { replay, verifyChain, type EventStore } from "@diapason/core"
import fc from "fast-check"
import { describe, expect, it } from "vitest"
import { simulatedExecutor, simulation, type VirtualClock } from "../../src/index.ts"
import { all } from "./open.ts"
import { plainChoice, plainWanted } from "./plain-study.ts"

/**
 * Conductors whose every word with the store waits until it is let through, so that whose goes next can be chosen. `choose` gets the
 * number of things that can happen next, the last of which is that a millisecond passes, and names one.
 */
type ChooseNext = (possible: number) => number

interface Turns {
  /** The store as a conductor sees it. */
  seen(store: EventStore): EventStore
  /** Lets one thing after another happen until `work` is over. */
  drive(work: Promise<unknown>, clock: VirtualClock, choose: ChooseNext): Promise<void>
}

function turns(): Turns {
  const waiting: (() => void)[] = []
  const mine = async <T>(work: () => Promise<T>): Promise<T> => {
    await new Promise<void>((resolve) => void waiting.push(resolve))
    return work()
  }
  return {
    seen: (store) => ({
      ...store,
      append: (...rest) => mine(() => store.append(...rest)),
      async *read(...rest) {
        yield* await mine(() => Promise.resolve(store.read(...rest)))
      },
      leases: {
        take: (...rest) => mine(() => store.leases.take(...rest)),
        renew: (...rest) => store.leases.renew(...rest),
        release: (...rest) => mine(() => store.leases.release(...rest)),
        look: (...rest) => mine(() => store.leases.look(...rest)),
      },
    }),
    async drive(work, clock, choose) {
      let [over, quiet] = [false, 0]
      const end = (): void => void (over = true)
      work.then(end, end)
      for (let turn = 0; !over; turn++) {
        await settled()
        const next = waiting.length === 0 ? 0 : choose(waiting.length + 1)
        quiet = waiting.length === 0 ? quiet + 1 : 0
        if (next < waiting.length) waiting.splice(next, 1)[0]!()
        else await clock.advance(quiet < 20 ? 1 : 500)
        if (turn > 50_000) throw new Error("it never ends")
      }
      await work
    },
  }
}

/** Promises settle without timers here. */
const settled = (): Promise<void> => new Promise((resolve) => setImmediate(resolve))

/** Who has waited longest goes first, and time stands still meanwhile. */
const inOrder: ChooseNext = () => 0

/**
 * One study of four trials. The first conductor begins alone; then `rivals` others come that take it for dead though it lives, and
 * all go on. All that is to hold must hold at the end, whoever went first.
 */
async function contest(rivals: number, choose: ChooseNext): Promise<void> {
  const world = simulation()
  const executor = simulatedExecutor(world.clock, ({ config, attempt }) => ({
    steps: [1, 2, 3].map((n) => ({ takes: 1 + (attempt % 2), metrics: { loss: (config["x"] as number) + 0.2 * n } })),
  }))
  const { seen, drive } = turns()
  const store = seen(world.store)
  const start = (pid: number) => world.start({ wanted: plainWanted(4), choose: plainChoice, executor, slots: 2, store, pid })
  const first = start(1)
  await drive(world.clock.after(3), world.clock, inOrder)
  world.kill(1)
  await drive(Promise.all([first, ...Array.from({ length: rivals }, (_, i) => start(2 + i))]), world.clock, choose)
  await mustHold(world.store)
}

async function mustHold(store: EventStore): Promise<void> {
  const events = await all(store)
  const numbers = events.flatMap((e) => (e.kind === "trial.suggested" ? [e.trial] : []))
  const ends = events.flatMap((e) => (e.kind === "trial.finished" ? [e.trial] : []))
  const starts = events.flatMap((e) => (e.kind === "trial.started" ? [`${e.trial}.${e.attempt}`] : []))
  const losses = events.flatMap((e) => (e.kind === "trial.requeued" ? [`${e.trial}.${e.attempt}`] : []))
  const closes = events.flatMap((e) => (e.kind === "session.closed" ? [e.session] : []))
  expect(numbers, "no number is handed out twice").toEqual([0, 1, 2, 3])
  expect(ends.toSorted(), "each trial ends once").toEqual([0, 1, 2, 3])
  expect(new Set(starts).size, "no attempt begins twice").toBe(starts.length)
  expect(new Set(losses).size, "no attempt is lost twice").toBe(losses.length)
  expect(new Set(closes).size, "no session is closed twice").toBe(closes.length)
  expect(lateWords(events), "a session that is closed says nothing more").toEqual([])
  expect(verifyChain(events).whole).toBe(true)
  expect((await replay(store, "plain", plainChoice)).difference).toBeUndefined()
}

/** What a session still wrote after its close: starts name their session, reports and ends belong to the newest start. */
function lateWords(events: Awaited<ReturnType<typeof all>>): readonly unknown[] {
  const closed = new Set<string>()
  const holder = new Map<number, string>()
  return events.filter((event) => {
    if (event.kind === "session.closed") closed.add(event.session)
    if (event.kind === "trial.started") holder.set(event.trial, event.session)
    if (event.kind === "trial.started") return closed.has(event.session)
    if (event.kind === "trial.reported") return closed.has(holder.get(event.trial)!)
    return false
  })
}

describe("conductors of which some take another for dead", () => {
  it("keep every promise at every interleaving of their first words", async () => {
    let runs = 0
    for (let choices: readonly number[] | undefined = []; choices !== undefined; runs++) {
      const widths: number[] = []
      const begun: readonly number[] = choices
      await contest(1, (possible) => {
        if (widths.length >= depth) return 0
        widths.push(possible)
        return begun[widths.length - 1] ?? 0
      }).catch((error: unknown) => {
        throw new Error(`at the interleaving ${begun.join()}`, { cause: error })
      })
      choices = following(begun, widths)
    }
    expect(runs).toBeGreaterThanOrEqual(2 ** depth)
  })

  it("keep every promise at random interleavings to the end", async () => {
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 1, max: 2 }), fc.infiniteStream(fc.nat(1000)), async (rivals, choices) => {
        await contest(rivals, (possible) => (choices.next().value as number) % possible)
      }),
      { numRuns: 60 },
    )
  })
})

/** How often every way to go on is tried; afterwards the one that waits longest goes first. */
const depth = 4

/** The next sequence of choices in their order, where the i-th was among `widths[i]`; undefined after the last. */
function following(choices: readonly number[], widths: readonly number[]): readonly number[] | undefined {
  const tried = widths.map((_, i) => choices[i] ?? 0)
  const last = tried.findLastIndex((choice, i) => choice + 1 < widths[i]!)
  return last === -1 ? undefined : [...tried.slice(0, last), tried[last]! + 1]
}
