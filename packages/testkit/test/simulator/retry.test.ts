import { replay, retryPolicy, type Breaker, type Conducted, type Executor, type Failure, type Job, type RetryJson } from "@diapason/core"
import { describe, expect, it } from "vitest"
import { simulatedExecutor, simulation, type SimulatedRun } from "../../src/index.ts"
import { plainChoice, plainWanted } from "./plain-study.ts"

const good: SimulatedRun = { steps: [{ takes: 100, metrics: { loss: 0.5 } }] }
const failing = (kind: Failure["kind"], message = "gone"): SimulatedRun => ({
  steps: [{ takes: 10, metrics: { loss: 0.6 } }],
  ending: { kind: "failed", failure: { kind, message } },
})

interface Played extends Conducted {
  readonly jobs: readonly Job[]
  /** Whether the log replays without anybody knowing the policy. */
  readonly replays: boolean
}

/** Plays the plain study with one slot; `run` says how each attempt ends. */
async function play(
  run: (trial: number, attempt: number) => SimulatedRun,
  { trials = 1, retry, breaker }: { trials?: number; retry?: RetryJson; breaker?: Breaker } = {},
): Promise<Played> {
  const world = simulation()
  const jobs: Job[] = []
  const inner = simulatedExecutor(world.clock, ({ trial, attempt }) => run(trial, attempt))
  const executor: Executor = { name: "noting", launch: (job, link) => (jobs.push(job), inner.launch(job, link)) }
  const policy = retry && retryPolicy(retry)
  const conducted = await world.clock.run(
    world.start({
      wanted: plainWanted(trials),
      choose: plainChoice,
      executor,
      slots: 1,
      ...(policy !== undefined && { retry: policy }),
      ...(breaker !== undefined && { breaker }),
    }),
  )
  return { ...conducted, jobs, replays: (await replay(world.store, "plain", plainChoice)).difference === undefined }
}

describe("what becomes of a trial whose attempt has failed", () => {
  it.each(["crash", "oom", "timeout", "nan", "invalid"] as const)("by default %s ends it at once", async (kind) => {
    const { jobs, ledger } = await play(() => failing(kind))
    expect([jobs.length, ledger.trials[0]?.state]).toEqual([1, "failed"])
  })

  it.each(["crash", "oom", "timeout", "infra", "preempted"] as const)(
    "a policy tries again after %s, as often as it says",
    async (kind) => {
      const { jobs, ledger, replays } = await play(() => failing(kind), { retry: { [kind]: 2 } })
      expect(jobs.map(({ attempt }) => attempt)).toEqual([1, 2, 3])
      const ended = kind === "infra" ? "gone; lost 3 times" : "gone; so it ended 3 times"
      expect(ledger.trials[0]).toMatchObject({ state: "failed", attempts: 3, requeued: { [kind]: 2 }, failure: { kind, message: ended } })
      expect(replays).toBe(true)
    },
  )

  it("counts each kind by itself", async () => {
    const ends = [failing("crash"), failing("timeout"), failing("preempted"), good]
    const { ledger } = await play((_, attempt) => ends[attempt - 1]!, { retry: { crash: 1, timeout: 1 } })
    expect(ledger.trials[0]).toMatchObject({ state: "complete", attempts: 4, requeued: { crash: 1, timeout: 1, preempted: 1 } })
  })

  it("is preempted as often as it takes", async () => {
    const { ledger } = await play((_, attempt) => (attempt < 12 ? failing("preempted") : good))
    expect(ledger.trials[0]).toMatchObject({ state: "complete", attempts: 12 })
  })

  it("gets more memory after each end for want of it, and only then", async () => {
    const ends = [failing("oom"), failing("preempted"), failing("oom"), good]
    const { jobs, replays } = await play((_, attempt) => ends[attempt - 1]!, { retry: { oom: { times: "unlimited", memory: "1.5x" } } })
    expect(jobs.map(({ memoryFactor }) => memoryFactor)).toEqual([undefined, 1.5, 1.5, 2.25])
    expect(replays).toBe(true)
  })
})

describe("a circuit breaker", () => {
  const crash = (trial: number) => failing("crash", `line ${trial}`)
  const rate = { failureRate: 0.5, after: 10 }

  it("ends the study when too large a share of its trials fails by the script's doing", async () => {
    const played = await play((n) => (n % 2 === 0 ? crash(n) : good), { trials: 40, breaker: rate })
    expect(played).toMatchObject({ outcome: "broken", failure: { kind: "crash", broken: { rule: "rate", count: 5, of: 10 } } })
    expect(played.ledger.finished).toHaveLength(10)
  })

  it.each(["oom", "nan", "invalid", "timeout"] as const)("does not hold %s against the script", async (kind) => {
    const { outcome, ledger } = await play(() => failing(kind), { trials: 20, breaker: rate })
    expect([outcome, ledger.finished.length]).toEqual(["done", 20])
  })

  it("lets a smaller share pass, and looks at no share unless it is told one", async () => {
    expect((await play((n) => (n % 3 === 1 ? crash(n) : good), { trials: 20, breaker: rate })).outcome).toBe("done")
    expect((await play((n) => (n > 0 ? crash(n) : good), { trials: 20, breaker: {} })).outcome).toBe("done")
  })

  it("waits for as many crashes alike as it is told", async () => {
    const played = await play(() => failing("crash"), { trials: 20, breaker: { identicalCrashes: 6 } })
    expect(played).toMatchObject({ outcome: "broken", failure: { broken: { rule: "alike", count: 6, of: 8 } } })
    expect(played.ledger.finished).toHaveLength(6)
  })
})
