import { join } from "node:path"
import { openStore } from "@diapason/stores"
import { atMost, figure } from "../frame/figures.mjs"
import { inScratch } from "../frame/scratch.mjs"
import { report, startServer, trialsOf } from "./load.mjs"

const [clients, repeats] = [64, 3]

/** Kills the server while 64 clients report, and looks for what was acknowledged in the log. */
export async function killed({ say }) {
  const runs = []
  for (let i = 0; i < repeats; i++) {
    runs.push(await inScratch(run))
    say(`  repeat ${i + 1} of ${repeats}`)
  }
  return {
    figures: [
      figure(
        "acknowledged before the kill",
        "diapason",
        "reports",
        runs.map(({ acknowledged }) => acknowledged),
      ),
      figure(
        "of these lost",
        "diapason",
        "reports",
        runs.map(({ lost }) => lost),
      ),
    ],
    aims: [atMost("lost", Math.max(...runs.map(({ lost }) => lost)), 0, "reports")],
  }
}

async function run(folder) {
  const address = `sqlite:${join(folder, "bench.db")}`
  const server = await startServer(address, folder)
  await trialsOf(server.url, "lab", clients)
  const dead = new Promise((resolve) => setTimeout(resolve, 1500)).then(() => server.kill())
  const { acknowledged } = await report(server.url, "lab", clients, dead)
  const last = await lastSteps(address)
  const counts = [...acknowledged].map(([trial, step]) => [step, Math.max(0, step - (last.get(trial) ?? 0))])
  return { acknowledged: sum(counts.map(([step]) => step)), lost: sum(counts.map(([, lost]) => lost)) }
}

/** The last step of each trial in the log; steps are reported in order and without gaps, and that is checked. */
async function lastSteps(address) {
  const store = await openStore(address)
  const last = new Map()
  for await (const batch of store.read("lab", 0)) {
    for (const event of batch) {
      if (event.kind !== "trial.reported") continue
      if (event.step !== (last.get(event.trial) ?? 0) + 1) throw new Error(`trial ${event.trial} jumps to step ${event.step}`)
      last.set(event.trial, event.step)
    }
  }
  await store.close()
  return last
}

const sum = (numbers) => numbers.reduce((total, one) => total + one, 0)
