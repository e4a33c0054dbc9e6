import { join } from "node:path"
import { setTimeout as after } from "node:timers/promises"
import { choose } from "@diapason/algorithms"
import { conduct, openSession } from "@diapason/core"
import { holderAlive, sweep, thisHolder } from "@diapason/executors"
import { openStore } from "@diapason/stores"
import { problem, space } from "../latency/problem.mjs"

/** Conducts a study of random search on SQLite in a folder of its own, on this executor. Throws where a trial is not complete. */
export async function conductRandom({ dir, executor, trials, slots }) {
  const store = await openStore(`sqlite:${join(dir, "study.db")}`)
  const { ledger } = await conduct({ open: () => openSession(studyIn(store, dir, trials)), executor, clock: systemClock, slots })
  await store.close()
  const complete = ledger.trials.filter((trial) => trial.state === "complete").length
  if (complete !== trials) throw new Error(`${complete} trials of ${trials} are complete`)
}

const studyIn = (store, dir, trials) => ({
  store,
  clock: systemClock,
  wanted: {
    name: "study",
    space: space().json,
    objectives: [{ metric: problem.metric, direction: "minimize" }],
    sampler: { type: "random" },
    scheduler: { type: "none" },
    budget: { trials },
  },
  choose,
  session: `bench-${process.pid}`,
  holder: thisHolder(),
  host: { alive: holderAlive, sweep: (left) => sweep(left, dir) },
  facts: {},
})

const systemClock = {
  now: () => Date.now(),
  after: (ms, signal) => after(ms, undefined, { signal, ref: true }).catch(() => undefined),
  every(ms, tick, signal) {
    const timer = setInterval(tick, ms)
    timer.unref()
    signal.addEventListener("abort", () => clearInterval(timer), { once: true })
  },
}
