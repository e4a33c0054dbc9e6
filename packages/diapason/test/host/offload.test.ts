import { choose, samplers } from "@diapason/algorithms"
import { priorsFromJson, replay, spaceFromJson, type Ask, type Observation, type Outcome, type Problem, type Sampler } from "@diapason/core"
import { offload, samplerThread, type SamplerThread } from "@diapason/executors"
import { rng } from "@diapason/math"
import { openStore } from "@diapason/stores"
import { samplerLaws } from "@diapason/testkit"
import { afterAll, describe, expect, it } from "vitest"
import { createStudy } from "../../src/index.ts"
import { offloading } from "../../src/host/offloading.ts"
import { samplerProgram } from "../../src/host/sampler-program.ts"

// A thread knows one study at a time, and a law may ask two by turns.
const threads = [samplerThread(samplerProgram), samplerThread(samplerProgram)] as const
const [thread] = threads
let made = 0
afterAll(() => Promise.all(threads.map((one) => one.close())))

const plain = (type: string): Sampler => samplers[type]!.make({} as never)
const threaded = (type: string): Sampler => offload(plain(type), { thread: threads[made++ % 2]!, chosen: { type } })

samplerLaws("random in a thread", () => threaded("random"))
samplerLaws("tpe in a thread", () => threaded("tpe"), { skip: { L3: "its default preset reads by how much a good trial leads" } })

const space = spaceFromJson(
  {
    lr: "log(1e-5, 1)",
    width: "int(16, 512, log)",
    optimizer: { type: "branch", branches: { sgd: { momentum: "float(0, 0.99)" }, adam: { beta: "float(0.9, 0.999)" } } },
    dropout: "float(0, 0.5)",
  },
  ["width * dropout <= 200"],
)

const problem: Problem = {
  space,
  objectives: 1,
  constraints: 0,
  seed: 11,
  trials: 40,
  settings: {},
  priors: priorsFromJson(space, { lr: { around: 1e-3, spread: "10x" } }),
}

const outcome = (number: number): Outcome =>
  number % 7 === 6 ? { kind: "crashed" } : { kind: "complete", losses: [((number * 37) % 11) / 3], violations: [] }

/** The answers to 18 asks with two trials running, as a conductor puts them; each trial is observed two asks after its own. */
async function played(sampler: Sampler) {
  const running: Ask["pending"][number][] = []
  const answers: unknown[] = []
  let state = sampler.init(problem)
  for (let number = 0; number < 18; number++) {
    const answer = await sampler.suggest(state, {
      number,
      pending: [...running],
      rng: (stream, fork) => rng(problem.seed, number, stream, fork),
    })
    answers.push(answer)
    if ("flat" in answer) running.push({ number, flat: answer.flat })
    const ended = running.length > 2 ? running.shift() : undefined
    const observation: Observation | undefined = ended && { ...ended, outcome: outcome(ended.number) }
    if (observation !== undefined) state = sampler.observe(state, observation)
  }
  return answers
}

describe("a sampler in the thread of a study", () => {
  it.each(Object.keys(samplers).filter((name) => name !== "brute-force"))(
    "suggests what it would suggest here, bit for bit: %s",
    async (name) => {
      expect(await played(threaded(name))).toEqual(await played(plain(name)))
    },
  )

  it("is the one that a study chooses when its suggestions take their time", async () => {
    const asked: string[] = []
    const counted: SamplerThread = { ...thread, ask: (...question) => (asked.push(question[0].chosen.type), thread.ask(...question)) }
    for (const type of ["auto", "gp", "random-forest", "tpe", "sobol"]) {
      const ledger = {} as never
      const { sampler } = offloading(counted)({ sampler: { type }, scheduler: { type: "none" } } as never, ledger)
      await played(sampler)
    }
    expect(new Set(asked)).toEqual(new Set(["auto", "gp", "random-forest"]))
  })

  it("leaves a log that replays without one, with reports that came while it was asked", async () => {
    const store = await openStore("memory:")
    const study = await createStudy({ space, minimize: "loss", store, budget: { trials: 40 } })
    const [first] = [await study.ask()]
    for (let i = 1; i < 16; i++) {
      const [trial] = await Promise.all([study.ask(), first!.report({ loss: i })])
      await trial!.tell(((i * 37) % 11) / 3)
    }
    await study.close()
    const { difference, suggestions } = await replay(store, "study", choose)
    expect({ difference, suggestions }).toEqual({ difference: undefined, suggestions: 16 })
  })
})
