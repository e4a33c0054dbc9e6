import { mkdtempSync } from "node:fs"
import { join } from "node:path"
import { setTimeout as after } from "node:timers/promises"
import { slurm as engine } from "@diapason/executors/engines"
import { startSlurm } from "@diapason/testkit/slurm"
import { conducted as study } from "./conducted.mjs"
import { atMost, figure, median, ratio } from "../frame/figures.mjs"

const trials = 100
const slots = 8
const repeats = 3
const few = 10

/** A hundred trials as jobs of a private Slurm of two nodes with eight processors in all, and as many empty jobs of its own. */
export const slurm = {
  problem: { trials, slots, nodes: 2 },
  parts: { trials: { about: "what a trial as a job costs beside an empty job of Slurm's own", run: overhead } },
}

async function overhead({ say }) {
  const cluster = await startSlurm({ nodes: 2 })
  const [conducted, array, alone] = [[], [], []]
  try {
    for (let i = 0; i < repeats; i++) {
      array.push(await timed(() => emptyJobs(cluster)))
      alone.push(await timed(() => oneByOne(cluster), few))
      const dir = mkdtempSync(join(cluster.folder, "study-"))
      conducted.push(
        await timed(() => study({ dir, engine: engine({ dir: join(dir, "slurm"), env: cluster.env }), mount: dir, trials, slots })),
      )
      say(`  repeat ${i + 1} of ${repeats}`)
    }
  } finally {
    await cluster.close()
  }
  // A trial of a study with eight slots has eight times its share of the whole.
  const times = (slots * median(conducted)) / median(alone)
  return {
    figures: [
      figure("a trial as a job, of a study on SQLite", "diapason", "ms", conducted),
      figure("an empty job in one array of Slurm", "bare", "ms", array),
      figure("an empty job, one after the other", "bare", "ms", alone),
      ratio("a trial's share / an empty job's in an array", median(conducted) / median(array)),
      ratio("a trial from asked to told / an empty job from handed in to ended", times),
    ],
    aims: [atMost("a trial's share / an empty job's in an array", median(conducted) / median(array), 2, "x")],
    notes: [`${trials} jobs a sample, ${slots} at one time; a trial prints one number; the queue is looked at every 200 ms`],
  }
}

/** Milliseconds per job. */
async function timed(run, jobs = trials) {
  const begin = performance.now()
  await run()
  return (performance.now() - begin) / jobs
}

async function emptyJobs({ tool, folder }) {
  const words = ["--parsable", "--output=/dev/null", `--chdir=${folder}`, `--array=0-${trials - 1}%${slots}`, "--wrap", "true"]
  const id = (await tool("sbatch", ...words)).trim()
  while ((await tool("squeue", "-h", "-j", id)).trim() !== "") await after(50)
}

async function oneByOne({ tool, folder }) {
  for (let i = 0; i < few; i++) {
    const id = (await tool("sbatch", "--parsable", "--output=/dev/null", `--chdir=${folder}`, "--wrap", "true")).trim()
    while ((await tool("squeue", "-h", "-j", id)).trim() !== "") await after(50)
  }
}
