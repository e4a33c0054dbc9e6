import { spawnSync } from "node:child_process"
import { fileURLToPath } from "node:url"
import { DiapasonError, spaceFromJson, type Ask, type Chosen, type Observation, type Problem, type Sampler } from "@diapason/core"
import { offload, samplerThread, type OffloadOptions, type SamplerThread } from "@diapason/executors"
import { rng } from "@diapason/math"
import { afterEach, describe, expect, it } from "vitest"
import { witness } from "../fixtures/witness.mjs"

const program = new URL("../fixtures/serve-witness.mjs", import.meta.url)

const threads: SamplerThread[] = []
function thread(...[url = program, options]: [URL?, Parameters<typeof samplerThread>[1]?]): SamplerThread {
  const one = samplerThread(url, options)
  threads.push(one)
  return one
}
afterEach(() => Promise.all(threads.splice(0).map((one) => one.close())))

const problem: Problem = { space: spaceFromJson({ x: "float(0, 1)" }, ["x >= 0"]), objectives: 1, constraints: 0, seed: 5, settings: {} }
const done = (number: number): Observation => ({
  number,
  flat: { x: 0.5 },
  outcome: { kind: "complete", losses: [number === 1 ? Infinity : number], violations: [] },
})
const askFor = (number: number, more: Partial<Ask> = {}): Ask => ({
  number,
  pending: [],
  rng: (stream, fork) => rng(problem.seed, number, stream, fork),
  ...more,
})

/** The witness in a thread; it fails `times` times in the way that `fails` says. */
function offloaded(fails?: string, times = 1, { thread: one = thread(), ...more }: Partial<OffloadOptions> = {}) {
  const shared = new Int32Array(new SharedArrayBuffer(4)).fill(times)
  const chosen = { type: "witness", ...(fails !== undefined && { fails, times: shared }) } as unknown as Chosen
  return offload(witness(), { thread: one, chosen, ...more })
}

const after = <S>(sampler: Sampler<S>, ...finished: readonly number[]): S =>
  finished.reduce((state, n) => sampler.observe(state, done(n)), sampler.init(problem))

const whereabouts = async (sampler: Sampler, ...finished: readonly number[]) =>
  /here|there/.exec(JSON.stringify(await sampler.suggest(after(sampler, ...finished), askFor(9))))![0]

describe("offload", () => {
  it("knows in the thread what it would know here, under the same id, with the same generator", async () => {
    const [plain, sampler] = [witness(), offloaded()]
    expect(sampler.id).toBe(plain.id)
    const ask = askFor(7, { pending: [{ number: 3, flat: { x: 0.25 } }], fidelity: 9 })
    const expected = (await plain.suggest(after(plain, 0, 2, 1), ask)) as { why: string }
    expect(await sampler.suggest(after(sampler, 0, 2, 1), ask)).toEqual({ ...expected, why: expected.why.replace("here", "there") })
    expect(expected.why).toContain("finished 0 with 0,2 with 2,1 with Infinity; running 3; fidelity 9")
  })

  it("learns from ask to ask, and from nothing when another history is asked about", async () => {
    const sampler = offloaded()
    const [one, other] = [after(sampler, 0), after(sampler, 5)]
    expect(await sampler.suggest(one, askFor(2))).toMatchObject({ why: expect.stringContaining("finished 0 with 0;") as unknown })
    expect(await sampler.suggest(sampler.observe(one, done(2)), askFor(3))).toMatchObject({
      why: expect.stringContaining("finished 0 with 0,2 with 2;") as unknown,
    })
    expect(await sampler.suggest(other, askFor(6))).toMatchObject({ why: expect.stringContaining("finished 5 with 5;") as unknown })
    expect(await sampler.suggest(one, askFor(6))).toMatchObject({ why: expect.stringContaining("finished 0 with 0,2 with 2;") as unknown })
  })

  it("does not see what is observed while an answer is awaited", async () => {
    for (const sampler of [offloaded(), offloaded("exit", 99)]) {
      const state = after(sampler, 0)
      const answer = sampler.suggest(state, askFor(2))
      sampler.observe(state, done(1))
      expect(await answer).toMatchObject({ why: expect.stringContaining("finished 0 with 0;") as unknown })
    }
  })

  it("asks here below and beyond the trials that it is given for", async () => {
    const sampler = offloaded(undefined, 0, { heavy: () => ({ from: 2, below: 4 }) })
    expect(await whereabouts(sampler, 0)).toBe("here")
    expect(await whereabouts(sampler, 0, 1)).toBe("there")
    expect(await whereabouts(sampler, 0, 1, 2)).toBe("there")
    expect(await whereabouts(sampler, 0, 1, 2, 3)).toBe("here")
  })

  it("starts no thread for a study that is too young for one", async () => {
    let starts = 0
    const counted: SamplerThread = { ...thread(), start: () => void starts++ }
    const sampler = offloaded(undefined, 0, { thread: counted, heavy: () => ({ from: 4, below: 9 }) })
    await whereabouts(sampler, 0)
    expect(starts).toBe(0)
    await whereabouts(sampler, 0, 1)
    expect(starts).toBe(1)
  })
})

describe("a thread that dies", () => {
  it.each([["exit"], ["crash"]])("over a question (%s) is followed by another, which is told the history again", async (fails) => {
    const sampler = offloaded(fails)
    expect(await sampler.suggest(after(sampler, 0, 1), askFor(7))).toMatchObject({
      why: expect.stringContaining("trial 7 there: x; finished 0 with 0,1 with Infinity;") as unknown,
    })
  })

  it("for want of memory is followed by another", async () => {
    expect(await whereabouts(offloaded("hoard", 1, { thread: thread(program, { memory: 16 }) }), 0)).toBe("there")
  })

  it("each time leaves the answer to this one", async () => {
    expect(await whereabouts(offloaded("exit", 99), 0)).toBe("here")
  })

  it("because it has no program, or was closed, leaves the answer to this one", async () => {
    expect(await whereabouts(offloaded(undefined, 0, { thread: thread(new URL("absent.mjs", program)) }), 0)).toBe("here")
    const closed = thread()
    const sampler = offloaded(undefined, 0, { thread: closed })
    expect(await whereabouts(sampler, 0)).toBe("there")
    await closed.close()
    expect(await whereabouts(sampler, 0)).toBe("here")
  })
})

describe("a sampler that throws in the thread", () => {
  it.each([
    ["range", RangeError, { message: "too far", name: "RangeError" }],
    ["fault", DiapasonError, { code: "D140", message: expect.stringContaining("D140  x 1: another was expected") as unknown }],
    ["code", Error, { message: "with a code", code: "E_SOME" }],
    ["word", Error, { message: "a word" }],
  ])("throws the same here (%s), and is asked again the next time", async (fails, kind, looks) => {
    const sampler = offloaded(fails)
    const state = after(sampler, 0)
    const thrown = await Promise.resolve(sampler.suggest(state, askFor(7))).catch((error: unknown) => error)
    expect(thrown).toBeInstanceOf(kind)
    expect(thrown).toMatchObject(looks)
    expect(await sampler.suggest(state, askFor(7))).toMatchObject({
      why: expect.stringContaining("there: x; finished 0 with 0;") as unknown,
    })
  })
})

it("a process with a thread that nobody closed ends by itself, and its terminal has seen nothing of what went wrong", () => {
  const script = fileURLToPath(new URL("../fixtures/unclosed.mjs", import.meta.url))
  const { status, stdout, stderr } = spawnSync(process.execPath, [script], { encoding: "utf8", timeout: 20_000 })
  expect({ status, stdout, stderr }).toEqual({ status: 0, stdout: "there\n", stderr: "" })
})
