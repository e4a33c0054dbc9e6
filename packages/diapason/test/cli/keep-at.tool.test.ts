import { mkdirSync, readdirSync, writeFileSync } from "node:fs"
import { join } from "node:path"
import { fileURLToPath } from "node:url"
import { openSession } from "@diapason/core"
import { choose } from "@diapason/algorithms"
import { thisHolder } from "@diapason/executors"
import { openStore } from "@diapason/stores"
import { expect, onTestFinished, test } from "vitest"
import { systemClock } from "../../src/host/system-clock.ts"
import { diapason, folder, type Ran } from "./diapason.ts"

interface ObjectServers {
  readonly hasObjectServer: boolean
  startObjectServer(): Promise<{ endpoint: string; writer: { id: string; secret: string }; stop(): Promise<void> }>
}
const { hasObjectServer, startObjectServer } = (await import(
  new URL("../../../executors/test/fixtures/object-server.ts", import.meta.url).href
)) as ObjectServers

const climb = fileURLToPath(new URL("climb.mjs", import.meta.url))

interface View {
  readonly trials: readonly { config: { rate: number }; values: { height: number }; attempts: number; steps: number }[]
}
const trialsIn = async (cwd: string): Promise<View["trials"]> =>
  (JSON.parse((await diapason(["trials", "--json"], { cwd })).out) as View).trials

/** A bucket of a real server, or a folder where there is no library to make one of; and what a command is told of it. */
async function place(): Promise<{ readonly at: string; readonly env: Readonly<Record<string, string>> }> {
  if (!hasObjectServer) return { at: folder(), env: {} }
  const server = await startObjectServer()
  onTestFinished(() => server.stop())
  return {
    at: "s3://lab/runs",
    env: { AWS_ENDPOINT_URL: server.endpoint, AWS_ACCESS_KEY_ID: server.writer.id, AWS_SECRET_ACCESS_KEY: server.writer.secret },
  }
}

test("trials that are paused go on in another folder, as on another host, from what is kept elsewhere", { timeout: 120_000 }, async () => {
  const cwd = folder()
  const { at, env } = await place()
  const tune = (dir: string, trials: number): Promise<Ran> =>
    diapason(
      [
        ...["tune", "-p", "rate=0.1..1.0", "--maximize", "height", "--fidelity", "step=1..9:resumable", "--trials", String(trials)],
        ...["--scheduler", "asha", "--seed", "1", "--name", "climb", "--reporter", "lines", "--store", "sqlite:.diapason/diapason.db"],
        ...["--dir", dir, "--keep-at", at, "--", process.execPath, climb],
      ],
      { cwd, env },
    )
  expect(await tune("host-a", 3)).toMatchObject({ code: 0, err: expect.not.stringMatching(/D2|D4/) as string })
  expect((await tune("host-b", 5)).code).toBe(0)
  const further = (await trialsIn(cwd)).filter(({ steps }) => steps === 9)
  expect(further.some(({ attempts }) => attempts > 1)).toBe(true)
  // As high as in one go: had one begun again at step 1, or at height 0, it would be elsewhere.
  for (const { config, values } of further) expect(values.height).toBeCloseTo(4 * (1 - Math.abs(config.rate - 0.5)) + 5 * config.rate, 9)
  // What was saved is there, and no more than the rules keep; here is nothing.
  for (const dir of ["host-a", "host-b"]) {
    const base = join(cwd, dir, "climb", "checkpoints")
    expect(readdirSync(base).flatMap((trial) => readdirSync(join(base, trial)))).toEqual([])
  }
  const { kept } = JSON.parse((await diapason(["gc", "--json"], { cwd, env })).out) as { kept: readonly { path: string }[] }
  expect(kept.length).toBeGreaterThan(0)
  for (const { path } of kept) expect(path).toMatch(/^(s3:\/\/lab\/runs\/climb\/|file:\/\/.*\/\/climb\/)\d+\/\d+-[0-9a-f]{8}\/step-\d+/)
  expect((await diapason(["show", "best"], { cwd })).out).toMatch(/ {2}saved {5}step \d+ {3}(s3|file):\/\//)
})

test("a place that is not there, or is none, stops before the first trial", async () => {
  const cwd = folder()
  const tune = (at: string): Promise<Ran> =>
    diapason(["tune", "-p", "rate=0.1..1.0", "--minimize", "x", "--trials", "1", "--keep-at", at, "--", process.execPath, climb], { cwd })
  const missing = await tune(join(cwd, "not-mounted"))
  expect(missing.err).toContain("error D455")
  expect(missing.err).toContain("mount the shared folder on this host")
  expect((await tune("gs://lab/runs")).err).toContain("error D140")
})

test("a trial whose state lies on another host is left to that, with the fix; nothing of it is lost", { timeout: 60_000 }, async () => {
  const cwd = folder()
  const wanted = ["-p", "rate=0.1..1.0", "--maximize", "height", "--fidelity", "step=1..9:resumable", "--seed", "1", "--name", "climb"]
  const tune = (...more: string[]): Promise<Ran> =>
    diapason(["tune", ...wanted, ...more, "--scheduler", "none", "--reporter", "lines", "--", process.execPath, climb], { cwd })
  expect((await tune("--trials", "1")).code).toBe(0)
  const state = await onAnotherHost(cwd)

  const ran = await tune("--trials", "3")
  expect(ran.err).toContain("note D458  trial 1: What trial 1 saved at step 4 was written on gpu-1 and is not here")
  expect(ran.err).toMatch(/error D458.*/)
  expect(ran.err).toContain("checkpoints: { at: s3://bucket/prefix }")
  expect(ran.code).not.toBe(0)
  // The others ran, and the state is in the record still.
  const trials = await trialsIn(cwd)
  expect(trials.map(({ steps }) => steps)).toEqual([9, 4, 9])

  // When the folder comes into sight, the trial goes on from there.
  mkdirSync(state, { recursive: true })
  writeFileSync(join(state, "height"), "4")
  const again = await tune("--trials", "3")
  expect(again.code).toBe(0)
  expect((await trialsIn(cwd))[1]).toMatchObject({ steps: 9, attempts: 2 })
})

/** Trial 1 is handed out on a host called gpu-1, saves a state there, and is put back as that host is shut down. */
async function onAnotherHost(cwd: string): Promise<string> {
  const store = await openStore(`sqlite:${join(cwd, ".diapason", "diapason.db")}`)
  const path = join(cwd, "of-gpu-1", "climb", "checkpoints", "1", "step-4")
  const holder = { ...thisHolder(), host: "gpu-1" }
  const wanted = await wantedOf(store)
  const host = { alive: () => "unknown" as const, sweep: () => Promise.resolve() }
  const session = await openSession({ store, clock: systemClock, wanted, choose, session: "gpu-1-1", holder, host, facts: {} })
  const asked = await session.ask()
  expect(asked).toMatchObject({ kind: "trial", number: 1 })
  await session.report(1, 4, { height: 4 })
  await session.checkpoint(1, 4, path)
  await session.close("the host is shut down")
  await store.close()
  return path
}

async function wantedOf(store: Awaited<ReturnType<typeof openStore>>) {
  for await (const [created] of store.read("climb", 0))
    if (created?.kind === "study.created") return { ...created.definition, budget: { trials: 2 } }
  throw new Error("there is no study")
}
