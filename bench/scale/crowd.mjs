import { choose } from "@diapason/algorithms"
import { simulatedExecutor, simulation } from "@diapason/testkit"
import { figure } from "../frame/figures.mjs"
import { loss, perStep, wanted } from "./problem.mjs"

const [all, rounds, steps] = [1000, 2, 3]
const sizes = [1, 4, 16, 64]

/** One study in virtual time: what all conductors together cost for each trial, and how long the cluster took for what its trials take. */
export async function crowd({ say }) {
  const figures = []
  for (const sampler of ["random", "tpe"])
    for (const conductors of sizes) {
      const { cpu, events, stretch } = await played(conductors, sampler)
      const who = `${conductors} conductors`
      figures.push(
        figure(`a trial, all conductors together, ${sampler}`, who, "ms", [cpu / (rounds * all)]),
        figure(`an event, for each conductor, ${sampler}`, who, "µs", [(1000 * cpu) / events / conductors]),
        figure(`time in the cluster beside the trials' own, ${sampler}`, who, "x", [stretch]),
      )
      say(`  ${conductors} conductors, ${sampler}`)
    }
  return {
    figures,
    aims: [],
    notes: [
      `${all} workers in all, ${rounds * all} trials of ${steps} reports; processor time of one process that plays them all on a store in memory`,
    ],
  }
}

async function played(conductors, sampler) {
  const world = simulation()
  const executor = simulatedExecutor(world.clock, ({ trial, config }) => ({
    steps: Array.from({ length: steps }, (_, i) => ({ takes: perStep(trial), metrics: { loss: loss(config, i + 1) } })),
  }))
  const trials = rounds * all
  const begin = world.clock.now()
  const before = process.cpuUsage()
  const ended = Array.from({ length: conductors }, () =>
    world.start({
      wanted: wanted("crowd", { trials, sampler, scheduler: "none", steps }),
      choose,
      executor,
      slots: Math.ceil(all / conductors),
    }),
  )
  const { ledger } = (await world.clock.run(Promise.all(ended), 1e9))[0]
  const { user, system } = process.cpuUsage(before)
  // Were every worker busy from the first to the last moment, it would have taken so long.
  const least = Array.from({ length: trials }, (_, trial) => steps * perStep(trial)).reduce((a, b) => a + b, 0) / all
  return { cpu: (user + system) / 1000, events: ledger.seq, stretch: (world.clock.now() - begin) / least }
}
