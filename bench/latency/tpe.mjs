import { writeFileSync } from "node:fs"
import { join } from "node:path"
import { tpe as sampler } from "@diapason/algorithms"
import { assemble } from "@diapason/core"
import { rng } from "@diapason/math"
import { createStudy } from "diapason"
import { atLeast, atMost, figure, median, ratio } from "../frame/figures.mjs"
import { inScratch } from "../frame/scratch.mjs"
import { askPeer, peerNote } from "./peer.mjs"
import { loss, problem, space } from "./problem.mjs"

const sizes = [1000, 5000, 20000]
/** Asks measured at each size; the study grows by them. */
const asks = 101
/** Seconds that the peer may spend at one size. */
const patience = 30

/** One study grows; at each size the next asks and tells are timed one by one. */
export async function tpe({ say, peer }) {
  const port = await grown(say, "sampler", samplerPort())
  const face = await grown(say, "study", await typedFace())
  const figures = sizes.flatMap((size) => [
    figure(`sampler port, ${size} trials`, "diapason", "ms", port.at.get(size)),
    figure(`typed face on memory, ${size} trials`, "diapason", "ms", face.at.get(size)),
  ])
  const growth = (of) => median(of.at.get(20000)) / median(of.at.get(1000))
  const aims = [
    atMost("time at 20k beside 1k, sampler port", growth(port), 2, "x"),
    atMost("time at 20k beside 1k, typed face", growth(face), 2, "x"),
  ]
  if (peer === undefined) return { figures, aims }
  for (const { size, ms } of await timesOfPeer(peer, port.history, say)) {
    const gain = (of) => median(ms) / median(of.at.get(size))
    figures.push(figure(`ask + tell, ${size} trials`, "optuna", "ms", ms))
    figures.push(ratio(`optuna / typed face, ${size} trials`, gain(face)), ratio(`optuna / sampler port, ${size} trials`, gain(port)))
    if (size === 5000) aims.push(atLeast("TPE at 5k beside optuna, typed face", gain(face), 20, "x"))
  }
  return { figures, aims, notes: [await peerNote(peer), "optuna starts from the history of the sampler port's study, in memory"] }
}

/** TPE by itself: no log, no ledger. */
function samplerPort() {
  const tuned = sampler()
  const known = space()
  let state = tuned.init({ space: known, objectives: 1, constraints: 0, seed: problem.seed, settings: {} })
  return async (number) => {
    const { flat } = await tuned.suggest(state, { number, rng: (stream, fork) => rng(problem.seed, number, stream, fork), pending: [] })
    const config = assemble(known, flat)
    const value = loss(config)
    state = tuned.observe(state, { number, flat, outcome: { kind: "complete", losses: [value], violations: [] } })
    return [config, value]
  }
}

/** What a user gets: the ledger, the log and its chain included. */
async function typedFace() {
  const study = await createStudy({ space: space(), minimize: problem.metric, sampler: "tpe", seed: problem.seed })
  return async () => {
    const trial = await study.ask()
    const value = loss(trial.config)
    await trial.tell(value)
    return [trial.config, value]
  }
}

async function grown(say, name, step) {
  const at = new Map(sizes.map((size) => [size, []]))
  const history = []
  for (const size of sizes) {
    while (history.length < size) history.push(await step(history.length))
    for (let i = 0; i < asks; i++) {
      const begin = performance.now()
      history.push(await step(history.length))
      at.get(size).push(performance.now() - begin)
    }
    say(`  ${name}: ${size} trials`)
  }
  return { at, history }
}

/** Larger sizes are left out when the peer would need too long for them. */
const timesOfPeer = (python, history, say) =>
  inScratch(async (folder) => {
    const file = join(folder, "history.json")
    writeFileSync(file, JSON.stringify({ space: problem.space, seed: problem.seed, trials: history.slice(0, 20000) }))
    say("  peer")
    return askPeer(python, ["tpe", file, sizes.join(","), patience])
  })
