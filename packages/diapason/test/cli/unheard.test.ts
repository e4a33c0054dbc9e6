import { memoryStore, openSession, type Holder } from "@diapason/core"
import { choose } from "@diapason/algorithms"
import { thisHolder } from "@diapason/executors"
import { expect, it } from "vitest"
import { systemClock } from "../../src/host/system-clock.ts"
import { unheardNotes } from "../../src/cli/tune/greet.ts"

const wanted = {
  name: "left",
  space: { x: { type: "float", low: 0, high: 1 } },
  objectives: [{ metric: "loss", direction: "minimize" }],
  budget: { trials: 9 },
  seed: 1,
} as const

it("who joins without the engine is told of what runs on there, and touches nothing of it", async () => {
  const store = memoryStore(Date)
  const me = thisHolder()
  const gone: Holder = { ...me, pid: 2 ** 22 + 7, started: "0" }
  const open = (session: string, holder: Holder, facts: Record<string, string>) =>
    openSession({
      ...{ store, clock: systemClock, wanted, choose, session, holder, facts },
      host: { alive: (one) => one.pid === me.pid, sweep: () => Promise.reject(new Error("nothing is swept")) },
    })
  const first = await open("first", gone, { engine: "slurm" })
  await first.ask()
  await first.ask()
  const second = await open("second", me, {})
  expect(unheardNotes(second)).toEqual(["D467  Trials 0, 1 run on in slurm, and no process follows them."])
  expect([second.requeued, [...second.ledger.running]]).toEqual([0, [0, 1]])
  await first.leave(Promise.resolve())
  await second.close("it is over")
})
