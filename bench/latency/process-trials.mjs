import { spawn } from "node:child_process"
import { processes } from "@diapason/executors"
import { figure, median, ratio } from "../frame/figures.mjs"
import { conductRandom } from "../frame/random-study.mjs"
import { inScratch } from "../frame/scratch.mjs"
import { problem } from "./problem.mjs"

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

function conductTrials(dir) {
  const executor = processes({ command, paramsVia: "none", metrics: [problem.metric], dir })
  return conductRandom({ dir, executor, trials, slots: 1 })
}
