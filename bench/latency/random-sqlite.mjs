import { join } from "node:path"
import { optimize } from "diapason"
import { atLeast, figure, median, ratio } from "../frame/figures.mjs"
import { inScratch } from "../frame/scratch.mjs"
import { askPeer, peerNote } from "./peer.mjs"
import { loss, problem, space } from "./problem.mjs"

const trials = 2000
const peerTrials = 200
const repeats = 5

/** Random search on a fresh SQLite file, from the first event to the closed store. */
export async function randomSqlite({ say, peer }) {
  const rates = new Map([1, 8].map((parallel) => [parallel, []]))
  const theirs = []
  // One run to warm up, and theirs between ours: what else the machine does meanwhile meets both.
  await rate(1)
  for (let i = 0; i < repeats; i++) {
    for (const [parallel, samples] of rates) samples.push(await rate(parallel))
    if (peer !== undefined && i < 3) theirs.push(await rateOfPeer(peer))
    say(`  repeat ${i + 1} of ${repeats}`)
  }
  const figures = [...rates].map(([parallel, samples]) => figure(`${trials} trials, parallel ${parallel}`, "diapason", "trials/s", samples))
  if (peer === undefined) return { figures, aims: [] }
  const gain = median(rates.get(1)) / median(theirs)
  figures.push(figure(`${peerTrials} trials`, "optuna", "trials/s", theirs), ratio("rate, diapason parallel 1 / optuna", gain))
  return { figures, aims: [atLeast("random on SQLite beside optuna", gain, 20, "x")], notes: [await peerNote(peer)] }
}

const rate = (parallel) =>
  inScratch(async (folder) => {
    const begin = performance.now()
    const { ledger } = await optimize({
      space: space(),
      minimize: problem.metric,
      sampler: "random",
      seed: problem.seed,
      store: `sqlite:${join(folder, "study.db")}`,
      budget: { trials },
      parallel,
      objective: loss,
    })
    const seconds = (performance.now() - begin) / 1000
    if (ledger.finished.length !== trials) throw new Error(`${ledger.finished.length} trials of ${trials} have finished`)
    return trials / seconds
  })

const rateOfPeer = (python) =>
  inScratch(async (folder) => {
    const [answer] = await askPeer(python, ["random", folder, peerTrials, JSON.stringify(problem.space)])
    return answer.rate
  })
