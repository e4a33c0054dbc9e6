import { choose, recordingOf, whatIf } from "@diapason/algorithms"
import { readMind } from "@diapason/core"
import { simulatedExecutor, simulation } from "@diapason/testkit"
import { worlds } from "../dist/curves/world.js"

const [trials, slots] = [30, 2]

/** Twenty pairs of a task and a seed. */
export const studies = worlds.slice(0, 10).flatMap((world) => [1, 2].map((seed) => ({ world: lazily(world), seed })))

/** A study on a task in virtual time, with the recorded times of its epochs: ledger and recording. */
export async function ran({ world, seed }, sampler, scheduler) {
  const { metric, direction, space, epochs } = world
  const simulated = simulation()
  const executor = simulatedExecutor(simulated.clock, ({ config }) => ({ steps: stepsOf(world, config) }))
  const wanted = {
    ...{ name: "study", space, objectives: [{ metric, direction }], seed, sampler: { type: sampler }, scheduler: { type: scheduler } },
    ...{ budget: { trials }, fidelity: { name: "epoch", min: 1, max: epochs, resumable: true } },
  }
  await simulated.clock.run(simulated.start({ wanted, choose, executor, slots }))
  const { ledger } = await readMind(simulated.store, "study", choose)
  return { ledger, recording: await recordingOf(ledger, simulated.store.read("study", 0)) }
}

/** What a study says of a scheduler, and the steps that it took itself. */
export const toldBy = ({ ledger, recording }, scheduler) => whatIf(ledger, recording, { type: scheduler })
export const stepsIn = ({ recording }) => recording.trials.reduce((sum, { steps }) => sum + steps, 0)

/** The loss of a study's best. */
export const bestOf = ({ ledger }) => (ledger.front.length === 0 ? Infinity : ledger.rules.loss(ledger.trials[ledger.front[0]].values))

/** Epochs are worked out when they are run: most schedulers ask for few of them. */
const stepsOf = (world, config) =>
  Array.from({ length: world.epochs }, (_, i) => ({
    get takes() {
      return 1000 * Math.max(0, world.at(config, i + 1).seconds - (i === 0 ? 0 : world.at(config, i).seconds))
    },
    get metrics() {
      return { [world.metric]: world.at(config, i + 1).value }
    },
  }))

function lazily(world) {
  const known = new Map()
  return {
    ...world,
    at(config, epoch) {
      const key = `${epoch} ${JSON.stringify(config)}`
      const answer = known.get(key) ?? world.at(config, epoch)
      known.set(key, answer)
      return answer
    },
  }
}
