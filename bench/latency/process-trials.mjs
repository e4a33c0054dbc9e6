import { spawn } from "node:child_process"
import { join } from "node:path"
import { setTimeout as after } from "node:timers/promises"
import { choose } from "@diapason/algorithms"
import { conduct, openSession } from "@diapason/core"
import { holderAlive, processes, sweep, thisHolder } from "@diapason/executors"
import { openStore } from "@diapason/stores"
import { figure, median, ratio } from "../frame/figures.mjs"
import { inScratch } from "../frame/scratch.mjs"
import { problem, space } from "./problem.mjs"

const trials = 100
const repeats = 7

/** A program that does as little as `true`, and reports. */
const command = ["echo", "loss=1"]

/** The same program as trials of a study on SQLite, and started bare; one at a time, in turns. */
export async function processTrials({ say }) {
  const conducted = []
  const bare = []
  await block(conductTrials)
  for (let i = 0; i < repeats; i++) {
    bare.push(await block(startBare))
    conducted.push(await block(conductTrials))
    say(`  repeat ${i + 1} of ${repeats}`)
  }
  const overhead = conducted.map((ms, i) => ms - bare[i])
  return {
    figures: [
      figure("a trial as a process, on SQLite", "diapason", "ms", conducted),
      figure("the process alone, with pipes", "bare", "ms", bare),
      figure("overhead per trial", "diapason", "ms", overhead),
      ratio("trial / process alone", median(conducted) / median(bare)),
    ],
    aims: [],
    notes: [`${trials} runs of \`${command.join(" ")}\` a sample, one at a time`],
  }
}

/** Milliseconds per run; clearing up afterwards does not count. */
async function block(run) {
  return inScratch(async (folder) => {
    const begin = performance.now()
    await run(folder)
    return (performance.now() - begin) / trials
  })
}

async function startBare() {
  for (let i = 0; i < trials; i++) {
    await new Promise((resolve, reject) => {
      const child = spawn(command[0], command.slice(1), { stdio: ["ignore", "pipe", "pipe"] })
      child.stdout.resume()
      child.stderr.resume()
      child.once("error", reject)
      child.once("close", resolve)
    })
  }
}

async function conductTrials(folder) {
  const store = await openStore(`sqlite:${join(folder, "study.db")}`)
  const { ledger } = await conduct({
    open: () => openSession(studyIn(store, folder)),
    executor: processes({ command, paramsVia: "none", metrics: [problem.metric], dir: folder }),
    clock: systemClock,
    slots: 1,
  })
  await store.close()
  const complete = ledger.trials.filter((trial) => trial.state === "complete").length
  if (complete !== trials) throw new Error(`${complete} trials of ${trials} are complete`)
}

const studyIn = (store, folder) => ({
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
  host: { alive: holderAlive, sweep: (left) => sweep(left, folder) },
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
