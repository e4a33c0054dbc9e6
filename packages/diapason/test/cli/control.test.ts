import { existsSync, watch, writeFileSync } from "node:fs"
import { join } from "node:path"
import { expect, test } from "vitest"
import { schemas } from "../../src/cli/schemas/index.ts"
import { begin, diapason, folder, type Begun } from "./diapason.ts"
import { slow } from "./scripts.ts"

const flags = ["-p", "x=0.0..1.0", "--minimize", "loss"]

interface Shown {
  readonly trial: number
  readonly state: string
  readonly config: Record<string, number>
  readonly values: Record<string, number>
  readonly attempts: number
  readonly failure?: { readonly kind: string }
}

const trialsOf = async (cwd: string): Promise<readonly Shown[]> =>
  (JSON.parse((await diapason(["trials", "--json"], { cwd })).out) as { trials: Shown[] }).trials

const states = async (cwd: string): Promise<readonly string[]> => (await trialsOf(cwd)).map(({ state }) => state)

const mustReplay = async (cwd: string): Promise<void> => expect((await diapason(["replay"], { cwd })).code).toBe(0)

async function said(verb: string, args: readonly string[], cwd: string): Promise<Record<string, unknown>> {
  const ran = await diapason([verb, ...args, "--json"], { cwd })
  expect([ran.code, ran.err]).toEqual([0, ""])
  const json = JSON.parse(ran.out) as Record<string, unknown>
  ;(await schemas[verb]!()).parse(json)
  return json
}

/** Resolves when the file is there. */
const appears = (cwd: string, name: string): Promise<void> =>
  new Promise((resolve) => {
    const watcher = watch(cwd, () => look())
    const look = (): void => {
      if (!existsSync(join(cwd, name))) return
      watcher.close()
      resolve()
    }
    look()
  })

/** A conductor whose trials report, say they are ready, and work on until the file `go` is there. */
async function running(cwd: string, ...more: readonly string[]): Promise<Begun> {
  const tune = begin(["tune", ...flags, "--no-canary", ...more, "--", "sh", "train.sh"], { cwd })
  await tune.seen("started")
  return tune
}

test("a study that another process runs: enqueue, prune, pause, resume and stop", async () => {
  const cwd = folder({ "train.sh": slow })
  const tune = await running(cwd, "--trials", "9", "--jobs", "2")
  await Promise.all([appears(cwd, "ready.0.1"), appears(cwd, "ready.1.1")])
  expect(await said("enqueue", ["x=0.125", "--label", "mine"], cwd)).toMatchObject({ enqueued: [{ config: { x: 0.125 } }], waiting: 1 })
  expect(await said("prune", ["1", "--reason", "too hot", "--yes"], cwd)).toMatchObject({ trials: [1] })
  await appears(cwd, "ready.2.1")
  await said("pause", [], cwd)
  await said("prune", ["0", "--yes"], cwd)
  await tune.seen(/trial {3}0 {2}pruned/)
  expect(await states(cwd)).toEqual(["pruned", "pruned", "running"])
  await said("resume", [], cwd)
  await appears(cwd, "ready.3.1")
  expect(await said("stop", ["--reason", "enough"], cwd)).toMatchObject({ now: false, running: [2, 3] })
  writeFileSync(join(cwd, "go"), "")
  const { code, err } = await tune.ended
  expect(err).toMatch(/ended: stopped by .+@.+: enough/)
  expect(code).toBe(0)
  const ended = await trialsOf(cwd)
  expect(ended.map(({ state }) => state)).toEqual(["pruned", "pruned", "complete", "complete"])
  expect([ended[1]!.values, ended[2]!.config]).toEqual([{ loss: 1 }, { x: 0.125 }])
  await mustReplay(cwd)
}, 90_000)

test("stop --now ends what runs as cancelled; retry gives it another attempt, after a kill too, and the same command goes on", async () => {
  const cwd = folder({ "train.sh": slow })
  const first = await running(cwd, "--trials", "2")
  await appears(cwd, "ready.0.1")
  const refused = await diapason(["stop", "--now"], { cwd })
  expect([refused.code, refused.err]).toEqual([2, expect.stringMatching(/D148 .*trial 0 \(running\) has reported step/)])
  await said("stop", ["--now", "--yes"], cwd)
  await first.ended
  expect((await trialsOf(cwd))[0]).toMatchObject({ state: "failed", failure: { kind: "cancelled" } })
  expect(await said("retry", ["failed", "--reason", "it was me"], cwd)).toMatchObject({ trials: [0], why: "it was me" })
  const second = await running(cwd, "--trials", "2")
  await appears(cwd, "ready.0.2")
  second.process.kill("SIGKILL")
  await second.ended
  await said("prune", ["0", "--yes"], cwd)
  writeFileSync(join(cwd, "go"), "")
  expect((await (await running(cwd, "--trials", "2")).ended).code).toBe(0)
  expect((await trialsOf(cwd)).map(({ state, attempts }) => [state, attempts])).toEqual([
    ["pruned", 2],
    ["complete", 1],
  ])
  await mustReplay(cwd)
}, 90_000)

test("a trial that was excluded is hidden from the best, and included again", async () => {
  const cwd = folder({ "train.sh": "echo loss=1" })
  await (
    await running(cwd, "--trials", "1")
  ).ended
  await said("exclude", ["0", "--reason", "wrong data"], cwd)
  expect((await diapason(["best", "--json"], { cwd })).code).toBe(3)
  await said("include", ["0"], cwd)
  expect((await diapason(["best", "--json"], { cwd })).code).toBe(0)
})
