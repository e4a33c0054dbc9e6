import { execFile } from "node:child_process"
import { fileURLToPath } from "node:url"
import { promisify } from "node:util"
import { atLeast, figure, median, ratio } from "../frame/figures.mjs"
import { peerNote } from "../latency/peer.mjs"
import { problem } from "../latency/problem.mjs"
import { rate } from "./rate.mjs"
import { together } from "./together.mjs"

const count = 4
const trials = { random: 2000, tpe: 800 }
const peerTrials = 200
const repeats = 3

/** Ours and, with a peer, Optuna's with as many processes on the same server, in turn. */
export async function suggestions({ say, peer, server }) {
  const figures = []
  const aims = []
  for (const sampler of ["random", "tpe"]) {
    const ours = []
    const theirs = []
    for (let i = 0; i < repeats; i++) {
      ours.push(await rate(server, { count, sampler, trials: trials[sampler] }))
      if (peer !== undefined) theirs.push(await rateOfPeer(peer, server, sampler))
      say(`  ${sampler}: repeat ${i + 1} of ${repeats}`)
    }
    figures.push(figure(`${sampler}, ${count} conductors, ${trials[sampler]} trials`, "diapason", "suggestions/s", ours))
    if (peer === undefined) continue
    const gain = median(ours) / median(theirs)
    figures.push(figure(`${sampler}, ${count} processes, ${peerTrials} trials`, "optuna", "suggestions/s", theirs))
    figures.push(ratio(`${sampler}: diapason / optuna`, gain))
    aims.push(atLeast(`${sampler} on PostgreSQL beside optuna`, gain, 10, "x"))
  }
  return { figures, aims, notes: peer === undefined ? [] : [`${await peerNote(peer)}; RDBStorage with psycopg2`] }
}

const script = fileURLToPath(new URL("optuna_conductor.py", import.meta.url))
let studies = 0

/** Measured as ours: from the trial on with which the first quarter is over, in which programs start, to the last. */
async function rateOfPeer(python, { url }, sampler) {
  const address = url.replace("postgres://", "postgresql+psycopg2://")
  const study = `peer-${studies++}`
  const run = promisify(execFile)
  await run(python, [script, "make", address, study])
  await together(count, python, [script, address, study, sampler, String(peerTrials / count), JSON.stringify(problem.space)])
  const { stdout } = await run(python, [script, "rate", address, study])
  return JSON.parse(stdout).rate
}
