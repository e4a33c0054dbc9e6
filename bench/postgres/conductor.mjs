// One conductor of a study that others conduct too: STORE STUDY SAMPLER TRIALS. Says `ready`, waits for a line on its input, works until
// the study's budget is spent, and says how many trials were its own.
import { once } from "node:events"
import { optimize } from "diapason"
import { loss, problem, space } from "../latency/problem.mjs"

const [store, study, sampler, trials] = process.argv.slice(2)
process.stdout.write("ready\n")
await once(process.stdin, "data")
process.stdin.destroy()
let done = 0
await optimize({
  name: study,
  store,
  space: space(),
  minimize: problem.metric,
  sampler,
  seed: problem.seed,
  budget: { trials: Number(trials) },
  objective: (config) => (done++, loss(config)),
})
process.stdout.write(`${JSON.stringify({ trials: done })}\n`)
