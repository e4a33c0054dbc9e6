import { mkdtempSync, rmSync } from "node:fs"
import { join } from "node:path"
import { afterAll, beforeAll, describe, expect, test } from "vitest"
import type { Engine, EngineJob, JobEnd, JobState } from "@diapason/core"
import { slurm, type SlurmOptions } from "@diapason/executors/engines"
import { startSlurm, type SlurmCluster } from "@diapason/testkit/slurm"

let cluster: SlurmCluster

beforeAll(async () => void (cluster = await startSlurm({ nodes: 2 })))
afterAll(() => cluster.close())

const open = (options: SlurmOptions = {}): Engine => slurm({ dir: join(cluster.folder, "out"), env: cluster.env, ...options })

let made = 0

const job = (script: string, more: Partial<EngineJob> = {}): EngineJob => ({
  name: `scene-${process.pid}-${made++}`,
  command: ["sh", "-c", script],
  env: {},
  folder: mkdtempSync(join(cluster.folder, "attempt-")),
  labels: { study: "scenes", trial: made, attempt: 1 },
  resources: {},
  ...more,
})

async function submit(engine: Engine, jobs: readonly EngineJob[]): Promise<readonly string[]> {
  const answers = await engine.submit(jobs)
  return answers.map((answer) => (answer.kind === "submitted" ? answer.id : expect.fail(answer.why)))
}

/** Looks until it is so, and gives how it is then. A controller that does not answer is asked again. */
async function until<K extends JobState["kind"]>(
  engine: Engine,
  id: string,
  kind: K,
  so = (_: JobState): boolean => true,
): Promise<Extract<JobState, { kind: K }>> {
  for (;;) {
    const state = (await engine.look([id]).catch(() => new Map<string, JobState>())).get(id)
    if (state?.kind === kind && so(state)) return state as Extract<JobState, { kind: K }>
    if (state?.kind === "ended") throw new Error(`it has ended: ${state.end.words}`)
    await new Promise((resolve) => setTimeout(resolve, 100))
  }
}

const ended = async (engine: Engine, id: string): Promise<JobEnd> => (await until(engine, id, "ended")).end

async function printed(engine: Engine, id: string): Promise<string> {
  await ended(engine, id)
  return new TextDecoder().decode(await engine.output(id).read())
}

const forever = "while :; do sleep 0.2; done"

describe("a Slurm of two nodes", () => {
  test("refuses a partition that does not exist, with those that there are", async () => {
    expect(await open({ partition: "nowhere" }).submit([job("true")])).toEqual([
      {
        kind: "refused",
        why: "invalid partition specified: nowhere: Invalid partition name specified",
        mend: "name one of the partitions that there are: low, high, one",
      },
    ])
  })

  test("refuses what no node has, a kind of GPU that is not there, and words that sbatch does not know", async () => {
    const engine = open()
    const memory = await engine.submit([job("true", { resources: { memory: 2 ** 40 } })])
    expect(memory).toMatchObject([{ kind: "refused", why: expect.stringContaining("Memory") as string }])
    expect(await open({ gpuType: "a100" }).submit([job("true", { resources: { gpus: 1 } })])).toMatchObject([{ kind: "refused" }])
    expect(await open({ words: ["--fast"] }).submit([job("true")])).toMatchObject([
      { kind: "refused", why: expect.stringContaining("--fast") as string },
    ])
  })

  test("says why a job does not start, and that it never will", async () => {
    const engine = open({ partition: "one" })
    const [tall] = await submit(engine, [job("true", { resources: { cpus: 5 } })])
    const state = await until(engine, tall!, "waiting", (state) => state.kind === "waiting" && state.never === true)
    expect(state.why).toBe("PartitionConfig (no node of its partition has what it asks for)")
    await engine.end(tall!, 0)
    expect(await ended(engine, tall!)).toMatchObject({ cause: "cancelled" })
  })

  test("gives each job of an array its processors and its own GPU, and runs as many at once as was asked for", async () => {
    const engine = open({ atOnce: 1 })
    const script = 'echo "$SLURM_CPUS_PER_TASK cpus, gpu $CUDA_VISIBLE_DEVICES"'
    const jobs = [job(script, { resources: { cpus: 2, gpus: 1 } }), job(script, { resources: { cpus: 2, gpus: 1 } })]
    const ids = await submit(engine, jobs)
    expect(ids.map((id) => id.replace(/^\d+/, "N"))).toEqual(["N_0", "N_1"])
    const waits = (await engine.look(ids)).get(ids[1]!)
    expect(["waiting", "running", "ended"]).toContain(waits?.kind)
    for (const id of ids) expect(await printed(engine, id)).toBe("2 cpus, gpu 0\n")
  })

  test("says that a job could not be launched where the folder for its output is not there", async () => {
    const dir = mkdtempSync(join(cluster.folder, "gone-"))
    const engine = open({ dir, words: ["--hold"] })
    const [id] = await submit(engine, [job("true")])
    await until(engine, id!, "waiting", (state) => state.kind === "waiting" && /JobHeldUser/.test(state.why ?? ""))
    rmSync(dir, { recursive: true })
    await cluster.tool("scontrol", "release", id!)
    expect(await ended(engine, id!)).toMatchObject({ cause: "launch", words: expect.stringContaining("could not be opened") as string })
  })

  describe.concurrent("while others come, or a node goes", { timeout: 60_000 }, () => {
    test("a job that gives its place to another was preempted, and was told before", async ({ expect }) => {
      const engine = open({ words: ["--nodelist=n1"], notice: { signal: "SIGUSR1", before: 20_000 } })
      const told = `trap 'echo notice' USR1; echo ready; ${forever}`
      const [low] = await submit(engine, [job(told, { resources: { cpus: 4 } })])
      await until(engine, low!, "running")
      // Before its trap is set, the notice would end it.
      const seen = engine.output(low!)
      while (
        !Buffer.from(await seen.read())
          .toString()
          .includes("ready")
      )
        await new Promise((resolve) => setTimeout(resolve, 50))
      seen.close()
      const first = open({ words: ["--nodelist=n1"], partition: "high" })
      const [high] = await submit(first, [job("true", { resources: { cpus: 4 } })])
      expect(await ended(engine, low!)).toMatchObject({ cause: "preempted", node: "n1", words: "PREEMPTED on n1" })
      expect(await printed(engine, low!)).toContain("notice\n")
      expect(await ended(first, high!)).toMatchObject({ exit: 0 })
    })

    test("a job whose node vanishes was lost to the infrastructure", async ({ expect }) => {
      const engine = open({ words: ["--nodelist=n2"] })
      const [id] = await submit(engine, [job(`echo here; ${forever}`)])
      await until(engine, id!, "running")
      await cluster.killNode("n2")
      expect(await ended(engine, id!)).toMatchObject({ cause: "infra", node: "n2", words: "NODE_FAIL on n2" })
    })
  })

  test("jobs go on while the controller is gone, and are found again after it", async () => {
    const engine = open({ partition: "one" })
    const go = join(cluster.folder, "go")
    const running = job(`until [ -e ${go} ]; do sleep 0.1; done; echo went on; exit 5`)
    const [id] = await submit(engine, [running])
    await until(engine, id!, "running")
    await cluster.stopController()
    await expect(open({ patience: 500 }).look([id!])).rejects.toMatchObject({ code: "D441" })
    await cluster.tool("touch", go)
    await cluster.startController()
    expect(await ended(engine, id!)).toMatchObject({ exit: 5 })
    expect(await printed(engine, id!)).toBe("went on\n")
    expect(await open().find([running.name])).toEqual(new Map([[running.name, id]]))
  })
})
