import { mkdtempSync } from "node:fs"
import { join } from "node:path"
import { fileURLToPath } from "node:url"
import type { Engine, EngineJob, Job, JobState, TrialLink } from "@diapason/core"
import { engineExecutor } from "@diapason/executors"
import { ray } from "@diapason/executors/engines"
import { executorLaws } from "@diapason/testkit"
import { startRay, type RayCluster } from "@diapason/testkit/ray"
import { afterAll, beforeAll, expect, test } from "vitest"
import { jobName } from "../../src/engine/job-name.ts"

const client = fileURLToPath(new URL("../fixtures/http-client.mjs", import.meta.url))

let cluster: RayCluster
beforeAll(async () => {
  cluster = await startRay({ head: { cpus: 4 } })
}, 120_000)
afterAll(() => cluster.close(), 60_000)

const folder = (): string => mkdtempSync(join(cluster.folder, "trials-"))

executorLaws(
  "jobs of Ray",
  () => {
    const dir = folder()
    return engineExecutor(ray({ address: cluster.address, grace: 1000 }), {
      ...{ command: [process.execPath, client], paramsVia: "none", dir, mount: dir, grace: 1000, every: 100 },
      uplink: { host: "127.0.0.1", address: "127.0.0.1" },
    })
  },
  {},
  60_000,
)

const silent = { diagnostic: () => undefined } as unknown as TrialLink

const job = (name: string, script: string, more: Partial<EngineJob> = {}): EngineJob => ({
  ...{ name, command: ["sh", "-c", script], env: {}, folder: cluster.folder, resources: {} },
  labels: { study: "faults", trial: 1, attempt: 1 },
  ...more,
})

/** Looks until the state of a job is of this kind. */
async function until(engine: Engine, id: string, kind: JobState["kind"]): Promise<JobState> {
  for (;;) {
    const state = (await engine.look([id]).catch(() => new Map<string, JobState>())).get(id)
    if (state?.kind === kind) return state
    await new Promise((resolve) => setTimeout(resolve, 100))
  }
}

test("a job that has had its time is ended, and that was why", { timeout: 90_000 }, async () => {
  const engine = ray({ address: cluster.address, grace: 1000 })
  await engine.submit([job("time-is-over", "sleep 600", { resources: { time: 300 } })])
  expect(await until(engine, "time-is-over", "ended")).toMatchObject({ end: { cause: "timeout" } })
})

test("what is not UTF-8 is read all the same", { timeout: 90_000 }, async () => {
  const engine = ray({ address: cluster.address })
  await engine.submit([job("no-utf-8-at-all", "printf 'a\\377b\\n'")])
  await until(engine, "no-utf-8-at-all", "ended")
  expect(Buffer.from(await engine.output("no-utf-8-at-all").read()).toString("latin1")).toBe("a\xffb\n")
})

test("a node that is gone takes its job with it, as a loss of the infrastructure", { timeout: 120_000 }, async () => {
  const node = await cluster.addNode({ cpus: 1, resources: { other: 1 } })
  const dir = folder()
  const engine = ray({ address: cluster.address, resources: { other: 1 } })
  const executor = engineExecutor(engine, { command: ["sleep", "600"], paramsVia: "none", dir, mount: dir, every: 100 })
  const attempt: Job = { study: "faults", session: "one", trial: 9, attempt: 1, config: {}, flat: {}, seed: 1 }
  const running = executor.launch(attempt, silent)
  const id = jobName(attempt)
  expect(await until(engine, id, "running")).toMatchObject({ node })
  await cluster.killNode(node)
  expect(await running.ended).toMatchObject({
    kind: "failed",
    failure: { kind: "infra", message: expect.stringContaining("node was terminated") as string },
  })
})

test("a head that is gone cannot be asked; another one in its place does not know its jobs", { timeout: 120_000 }, async () => {
  const engine = ray({ address: cluster.address })
  await engine.submit([job("job-of-the-first-head", "sleep 600")])
  await until(engine, "job-of-the-first-head", "running")
  await cluster.killHead()
  await expect(engine.look(["job-of-the-first-head"])).rejects.toMatchObject({
    code: "D443",
    message: expect.stringMatching(/nobody listens|connection was cut/) as string,
  })
  await cluster.startHead()
  expect((await engine.look(["job-of-the-first-head"])).get("job-of-the-first-head")).toEqual({ kind: "unknown" })
  expect((await engine.find(["job-of-the-first-head"])).size).toBe(0)
  expect(await engine.submit([job("job-of-the-second-head", "echo second")])).toMatchObject([{ kind: "submitted" }])
  await until(engine, "job-of-the-second-head", "ended")
})
