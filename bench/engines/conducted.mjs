import { join } from "node:path"
import { setTimeout as after } from "node:timers/promises"
import { choose } from "@diapason/algorithms"
import { conduct, openSession } from "@diapason/core"
import { engineExecutor, holderAlive, sweep, thisHolder } from "@diapason/executors"
import { openStore } from "@diapason/stores"
import { space } from "../latency/problem.mjs"

/** Conducts a study of random search on SQLite whose trials are jobs of an engine that print one number. Throws where one is not complete. */
export async function conducted({ dir, engine, mount, trials, slots }) {
  const store = await openStore(`sqlite:${join(dir, "study.db")}`)
  const executor = engineExecutor(engine, {
    ...{ command: ["echo", "loss=1"], paramsVia: "none", metrics: ["loss"], dir, every: 200 },
    ...(mount !== undefined && { mount }),
  })
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
    objectives: [{ metric: "loss", direction: "minimize" }],
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
