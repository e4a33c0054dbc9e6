import { spawnSync } from "node:child_process"
import { fileURLToPath } from "node:url"
import { describe, expect, test } from "vitest"
import type { Contender, Contestant } from "../../src/contestants/contestant.ts"
import { contestantNamed } from "../../src/contestants/contestant-named.ts"
import { diapason } from "../../src/contestants/diapason.ts"
import { peer } from "../../src/contestants/peer.ts"
import type { BenchProblem } from "../../src/problems/problem.ts"
import { play } from "../../src/run/play.ts"
import { bowl, noisyHill, pair } from "../two-problems.ts"

const job = { contestant: "it", problem: "it", seed: 3, trials: 6, parallel: 1 }
const fixture = (name: string): string => fileURLToPath(new URL(`../fixtures/${name}`, import.meta.url))
const uniform = fileURLToPath(new URL("../../peers/peer_uniform.py", import.meta.url))

describe("Diapason plays through its public face", () => {
  test("and is told what each trial gave", async () => {
    const run = await play(diapason({ type: "random" }), bowl, job)
    expect(run.failed).toBeUndefined()
    expect(run.values).toHaveLength(6)
    expect(run.values).toEqual(run.truths)
    expect(run.ms.every((ms) => ms > 0)).toBe(true)
    expect(run.versions).toMatchObject({ diapason: expect.stringMatching(/^\d/) as string, node: process.versions.node })
  })

  test("the same seed gives the same run, another seed another", async () => {
    const valuesOf = async (seed: number) => (await play(diapason({ type: "tpe" }), bowl, { ...job, seed })).values
    expect(await valuesOf(3)).toEqual(await valuesOf(3))
    expect(await valuesOf(3)).not.toEqual(await valuesOf(4))
  })

  test("with several objectives in their own directions", async () => {
    const run = await play(diapason({ type: "random" }), pair, job)
    expect(run.truths.every(([cost, gain]) => cost === gain)).toBe(true)
  })

  test("under noise it recommends at the end, and the true value of that is kept", async () => {
    const run = await play(diapason({ type: "random" }), noisyHill, { ...job, trials: 12 })
    expect(Object.keys(run.recommended ?? {})).toEqual(["10", "12"])
    expect(run.truths.map(([truth]) => truth)).toContain(run.recommended?.["12"])
  })

  test("a sampler that is not there is a run that broke", async () => {
    expect(await play(diapason({ type: "nobody" }), bowl, job)).toMatchObject({
      failed: expect.stringContaining("nobody") as string,
      values: [],
    })
  })
})

describe("with several trials in flight", () => {
  test("the oldest is told and the next asked for, until all have been", async () => {
    const said: string[] = []
    let [asked, told] = [0, 0]
    const contender: Contender = {
      ask: () => Promise.resolve({ config: { x: 0, n: said.push(`ask ${asked++}`) }, ms: 10 }),
      tell: () => Promise.resolve(said.push(`tell ${told++}`)),
      recommended: () => Promise.resolve(undefined),
      leave: () => Promise.resolve(),
    }
    const contestant: Contestant = {
      versions: () => Promise.resolve({}),
      enter: () => Promise.resolve(contender),
      close: () => Promise.resolve(),
    }
    const run = await play(contestant, bowl, { ...job, trials: 4, parallel: 3 })
    expect(said).toEqual(["ask 0", "ask 1", "ask 2", "tell 0", "ask 3", "tell 1", "tell 2", "tell 3"])
    expect(run).toMatchObject({ parallel: 3, ms: [14, 16, 17, 18] })
    expect(run.values).toEqual([1, 2, 3, 5].map((n) => [bowl.truth({ x: 0, n })["loss"]]))
  })

  test("a sampler without a model finds the same, one with a model learns later", async () => {
    const valuesOf = async (type: string, parallel: number) =>
      (await play(diapason({ type }), bowl, { ...job, trials: 20, parallel })).values.flat()
    expect(await valuesOf("sobol", 4)).toEqual(await valuesOf("sobol", 1))
    expect(await valuesOf("tpe", 4)).not.toEqual(await valuesOf("tpe", 1))
    expect(await valuesOf("tpe", 4)).toHaveLength(20)
  })

  test("what is left is told when nothing more is proposed", async () => {
    const dice: BenchProblem = { ...bowl, space: { x: { type: "int", low: 0, high: 0 }, n: { type: "int", low: 1, high: 5 } } }
    expect((await play(diapason({ type: "brute-force" }), dice, { ...job, trials: 9, parallel: 4 })).values).toHaveLength(5)
  })
})

describe("a peer behind a program", () => {
  const withPeer = async (kind: string, problem = bowl) => {
    const contestant = peer([process.execPath, fixture("peer.mjs")], kind)
    try {
      return await play(contestant, problem, job)
    } finally {
      await contestant.close()
    }
  }

  test("is told losses to minimise, and its own milliseconds count", async () => {
    const run = await withPeer("echo")
    expect(run).toMatchObject({ versions: { echo: "1.0.0" } })
    expect(run.ms).toEqual([12, 12, 12, 12, 12, 12])
    // It proposes the loss that it was told last, as x.
    const first = bowl.truth({ x: 0.5, n: 1 })["loss"]!
    expect(run.values.slice(0, 2)).toEqual([[first], [bowl.truth({ x: Math.min(1, first), n: 1 })["loss"]]])
  })

  test("is told the opposite of what is maximised", async () => {
    const run = await withPeer("echo", noisyHill)
    const told = -run.values[0]![0]!
    expect(run.truths[1]).toEqual([noisyHill.truth({ x: Math.min(1, told), n: 1 })["score"]])
  })

  test("may have no means for a problem", async () => {
    expect(await withPeer("refuses")).toMatchObject({ unsupported: "not for me", values: [] })
  })

  test("that says an error, or dies, is a run that broke after what it had", async () => {
    const lost = await withPeer("errs")
    expect(lost).toMatchObject({ failed: "ValueError: singular" })
    expect(lost.values).toHaveLength(2)
    expect((await withPeer("dies")).failed).toMatch(/ended with 3\nout of memory/)
  })

  test("that is not installed says which program is missing", async () => {
    const missing = peer(["/nowhere/python", "peer.py"], "x")
    expect((await play(missing, bowl, job)).failed).toContain("/nowhere/python")
  })
})

test("the lines of the Python frame are understood", { timeout: 60_000 }, async (ctx) => {
  if (spawnSync("python3", ["--version"]).status !== 0) return ctx.skip("no Python here")
  const contestant = peer(["python3", uniform], "uniform")
  const run = await play(contestant, bowl, { ...job, trials: 12 })
  await contestant.close()
  expect(run.failed).toBeUndefined()
  expect(run.values).toHaveLength(12)
  expect(run.versions["python"]).toMatch(/^3\./)
})

test("a peer in Python that holds one question at a time says so when more are to be open", { timeout: 60_000 }, async (ctx) => {
  if (spawnSync("python3", ["--version"]).status !== 0) return ctx.skip("no Python here")
  const contestant = peer(["python3", uniform], "uniform")
  const run = await play(contestant, bowl, { ...job, parallel: 2 })
  await contestant.close()
  expect(run).toMatchObject({ unsupported: expect.stringContaining("one question at a time") as string, values: [] })
})

test("names lead to contestants, and an unknown one says which there are", () => {
  for (const name of ["random", "diapason/auto", "diapason/tpe?startup=5", "optuna/gp", "hebo", "smac", "ax", "nevergrad"])
    expect(contestantNamed(name)).toHaveProperty("enter")
  expect(() => contestantNamed("optuna/magic")).toThrow(/no contestant "optuna\/magic"; there is random, diapason\/SAMPLER, optuna\/gp/)
})

test("settings in a name reach the sampler", async () => {
  const run = await play(contestantNamed("diapason/tpe?startup=-1"), bowl, job)
  expect(run.failed).toMatch(/startup/)
})
