import { auto, random, tpe } from "@diapason/algorithms"
import { assemble } from "@diapason/core"
import { offload as offloaded, samplerThread } from "@diapason/executors"
import { rng } from "@diapason/math"
import { watchEventLoop } from "../frame/event-loop.mjs"
import { atMost, figure } from "../frame/figures.mjs"
import { loss, problem, space } from "./problem.mjs"

const sizes = [100, 190]
/** Asks measured at each size; a trial finishes between two of them. The default leaves its model at 300. */
const asks = 10
const pending = 8
const starts = 5
const program = new URL("../../packages/diapason/worker/sampler.mjs", import.meta.url)

/** How long the default sampler holds up the event loop in this thread, and asked in another. */
export async function offload({ say }) {
  const history = await historyOf(sizes.at(-1) + asks + pending)
  const thread = samplerThread(program)
  const threaded = offloaded(auto(), { thread, chosen: { type: "auto" } })
  const figures = []
  const longest = []
  for (const size of sizes) {
    const [here, there] = [await asked(auto(), history, size), await asked(threaded, history, size)]
    figures.push(
      figure(`event loop held up by an ask, ${size} trials`, "here", "ms", here.holds),
      figure(`event loop held up by an ask, ${size} trials`, "thread", "ms", there.holds),
      figure(`ask, ${size} trials`, "here", "ms", here.times),
      figure(`ask, ${size} trials`, "thread", "ms", there.times),
    )
    longest.push(...there.holds)
    say(`  ${size} trials`)
  }
  await thread.close()
  const { first, later } = await quickAsks()
  figures.push(figure("a thread's first answer, its start included", "thread", "ms", first), figure("a later one", "thread", "ms", later))
  const aims = [atMost("longest hold of the event loop, asked in a thread", Math.max(...longest), 50, "ms")]
  return {
    figures,
    aims,
    notes: [`sampler auto, ${pending} trials running; the last two rows ask random search, whose answers cost nothing`],
  }
}

const askFor = (number, running) => ({ number, pending: running, rng: (stream, fork) => rng(problem.seed, number, stream, fork) })
const studied = { space: space(), objectives: 1, constraints: 0, seed: problem.seed, settings: {} }

/** A study as TPE goes through it, since only its size matters here. */
async function historyOf(trials) {
  const sampler = tpe()
  const history = []
  let state = sampler.init(studied)
  for (let number = 0; number < trials; number++) {
    const { flat } = await sampler.suggest(state, askFor(number, []))
    const observation = { number, flat, outcome: { kind: "complete", losses: [loss(assemble(studied.space, flat))], violations: [] } }
    state = sampler.observe(state, observation)
    history.push(observation)
  }
  return history
}

async function asked(sampler, history, size) {
  const loop = watchEventLoop()
  const [holds, times] = [[], []]
  let state = history.slice(0, size).reduce((state, one) => sampler.observe(state, one), sampler.init(studied))
  for (let finished = size; finished < size + asks; finished++) {
    await turn()
    loop.longest()
    const begin = performance.now()
    await sampler.suggest(state, askFor(finished + pending, history.slice(finished, finished + pending)))
    times.push(performance.now() - begin)
    holds.push(loop.longest())
    state = sampler.observe(state, history[finished])
  }
  loop.stop()
  return { holds, times }
}

async function quickAsks() {
  const [first, later] = [[], []]
  for (let i = 0; i < starts; i++) {
    const thread = samplerThread(program)
    const sampler = offloaded(random(), { thread, chosen: { type: "random" } })
    const state = sampler.init(studied)
    for (let number = 0; number < 100; number++) {
      const begin = performance.now()
      await sampler.suggest(state, askFor(number, []))
      ;(number === 0 ? first : later).push(performance.now() - begin)
    }
    await thread.close()
  }
  return { first, later }
}

const turn = () => new Promise((resolve) => void setTimeout(resolve, 5))
