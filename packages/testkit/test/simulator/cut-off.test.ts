import { replay, type EventStore, type Executor } from "@diapason/core"
import { expect, test } from "vitest"
import { simulatedExecutor, simulation, type VirtualClock } from "../../src/index.ts"
import { all } from "./open.ts"
import { plainChoice, plainWanted } from "./plain-study.ts"

/** A store as a conductor sees it behind a cable that can be pulled: nothing is answered meanwhile, or everything is refused. */
function cable(store: EventStore) {
  let cut: "no" | "silent" | "refused" = "no"
  const through = <T>(work: () => Promise<T>): Promise<T> => {
    if (cut === "no") return work()
    return cut === "silent" ? new Promise<T>(() => undefined) : Promise.reject(new Error("the store does not answer"))
  }
  const seen: EventStore = {
    ...store,
    append: (...rest) => through(() => store.append(...rest)),
    async *read(...rest) {
      yield* await through(() => Promise.resolve(store.read(...rest)))
    },
    leases: {
      take: (...rest) => through(() => store.leases.take(...rest)),
      renew: (...rest) => through(() => store.leases.renew(...rest)),
      release: (...rest) => through(() => store.leases.release(...rest)),
      look: (...rest) => through(() => store.leases.look(...rest)),
    },
  }
  return { seen, pull: (how: "silent" | "refused") => void (cut = how), mend: () => void (cut = "no") }
}

/** When each attempt lived, by the clock that everybody shares. */
interface Life {
  readonly trial: number
  readonly from: number
  to: number
}

function watched(clock: VirtualClock, executor: Executor, lives: Life[]): Executor {
  return {
    ...executor,
    launch(job, link) {
      const life: Life = { trial: job.trial, from: clock.now(), to: Infinity }
      lives.push(life)
      const running = executor.launch(job, link)
      void running.ended.then(() => (life.to = clock.now()))
      return running
    },
  }
}

/** Trials of five minutes that report once, at their end. */
const slow = (clock: VirtualClock): Executor => simulatedExecutor(clock, () => ({ steps: [{ takes: 300_000, metrics: { loss: 0.5 } }] }))

test.each(["silent", "refused"] as const)(
  "a conductor whose store is %s for longer than its lease ends what it runs before another may start it",
  async (how) => {
    const { clock, store, start } = simulation()
    const lives: Life[] = []
    const { seen, pull } = cable(store)
    const conductor = (host: string, its: EventStore) =>
      start({ wanted: plainWanted(4), choose: plainChoice, executor: watched(clock, slow(clock), lives), slots: 2, store: its, host })
    // What becomes of it once it cannot open the study again is its caller's to say.
    void conductor("far", seen).catch(() => undefined)
    await clock.advance(20_000)
    expect(lives).toHaveLength(2)
    const cutAt = clock.now()
    pull(how)
    await clock.run(conductor("near", store))
    expect(lives.slice(0, 2).every(({ to }) => to - cutAt < 60_000)).toBe(true)
    for (const one of lives)
      for (const other of lives)
        if (one !== other && one.trial === other.trial) expect(one.to <= other.from || other.to <= one.from).toBe(true)
    const events = await all(store)
    expect(events.filter(({ kind }) => kind === "trial.finished")).toHaveLength(4)
    expect((await replay(store, "plain", plainChoice)).difference).toBeUndefined()
  },
)

test("one that hears of its store again in time goes on with what it runs", async () => {
  const { clock, store, start } = simulation()
  const lives: Life[] = []
  const { seen, pull, mend } = cable(store)
  const conducted = start({
    ...{ wanted: plainWanted(2), choose: plainChoice, executor: watched(clock, slow(clock), lives), slots: 2, store: seen },
  })
  await clock.advance(20_000)
  pull("refused")
  await clock.advance(20_000)
  mend()
  expect((await clock.run(conducted)).outcome).toBe("done")
  expect(lives).toHaveLength(2)
})
