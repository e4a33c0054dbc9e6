import { samplers } from "@diapason/algorithms"
import { spaceFromJson, type Flat, type Lesson, type Problem } from "@diapason/core"
import { rng } from "@diapason/math"
import { wireSpace } from "../contestants/wire-space.ts"
import type { LineProcess } from "../contestants/line-process.ts"
import type { Past } from "./memory.ts"
import type { TransferTask } from "./task.ts"

/** A study that was played, with the milliseconds of each ask. */
export interface Played extends Past {
  readonly ms: readonly number[]
}

export interface Terms {
  readonly seed: number
  readonly trials: number
  readonly memory?: readonly Lesson[]
}

/** One of our samplers, asked as a study asks it. */
export async function playOurs(name: string, task: TransferTask, { seed, trials, memory }: Terms): Promise<Played> {
  const sampler = samplers[name]!.make({} as never)
  const problem: Problem = {
    ...{ space: spaceFromJson(task.space), objectives: 1, constraints: 0, seed, trials, settings: {} },
    ...(memory !== undefined && { memory }),
  }
  let state = sampler.init(problem)
  return played(task, trials, {
    async ask(number) {
      const given = await sampler.suggest(state, { number, pending: [], rng: (stream, fork) => rng(seed, number, stream, fork) })
      if (!("flat" in given)) throw new Error(JSON.stringify(given))
      return given.flat
    },
    tell(number, flat, loss) {
      state = sampler.observe(state, { number, flat, outcome: { kind: "complete", losses: [loss], violations: [] } })
      return Promise.resolve()
    },
  })
}

/** A search of Syne Tune's behind `bench/peers/peer_syne_tune.py`; for spaces of numbers. */
export async function playPeer(
  program: LineProcess,
  kind: string,
  task: TransferTask,
  { seed, trials, memory = [] }: Terms,
): Promise<Played> {
  const space = spaceFromJson(task.space)
  const wire = wireSpace(space)
  const names = wire.parameters.map(({ name }, i) => [name, space.parameters[i]!.name] as const)
  const wired = (flat: Flat) => Object.fromEntries(names.map(([there, here]) => [there, flat[here]]))
  await program.request({
    ...{ op: "start", kind, parameters: wire.parameters, objectives: 1, constraints: 0, noisy: false, seed, trials, parallel: 1 },
    memory: memory.map((lesson) => ({
      values: lesson.trials.map(({ flat }) => wired(flat)),
      losses: lesson.trials.map(({ losses }) => losses[0]),
    })),
  })
  return played(task, trials, {
    ask: async () => wire.read((await program.request({ op: "suggest" }))["values"] as Record<string, number | string>),
    tell: async (_number, _flat, loss) => void (await program.request({ op: "observe", losses: [loss], violations: [] })),
  })
}

interface Player {
  ask(number: number): Promise<Flat>
  tell(number: number, flat: Flat, loss: number): Promise<void>
}

async function played(task: TransferTask, trials: number, player: Player): Promise<Played> {
  const [flats, losses, ms]: [Flat[], number[], number[]] = [[], [], []]
  for (let number = 0; number < trials; number++) {
    const begun = performance.now()
    const flat = await player.ask(number)
    ms.push(performance.now() - begun)
    const loss = task.loss(flat)
    flats.push(flat)
    losses.push(loss)
    await player.tell(number, flat, loss)
  }
  return { task: task.name, flats, losses, ms }
}
