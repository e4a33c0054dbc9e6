import type { EngineJob, JobState } from "@diapason/core"
import { ray } from "@diapason/executors/engines"
import { afterEach, describe, expect, test } from "vitest"
import { play, recorded, type Player, type Recorded } from "./recorded-ray.ts"

let player: Player | undefined
afterEach(() => player?.close())

const job: EngineJob = {
  name: "rec-exit",
  command: ["python", "train.py", "--lr=0.1"],
  env: { DIAPASON: "1" },
  folder: "/tmp/nowhere",
  labels: { study: "digits", trial: 3, attempt: 1 },
  resources: { cpus: 1 },
}

/** An engine whose Ray answers so. */
async function played(answer: (what: string) => Recorded | undefined, options: Partial<Parameters<typeof ray>[0]> = {}) {
  player = await play((what) => answer(what) ?? (what.startsWith("GET /api/v0/nodes") ? recorded["nodes"] : undefined))
  return ray({ address: player.address, ...options })
}

describe("what Ray says of a job", () => {
  const says: readonly (readonly [string, string, JobState])[] = [
    ["rec-wait", "pending", { kind: "waiting" }],
    ["rec-long", "running", { kind: "running", node: "127.0.0.2" }],
    ["bbb-2", "succeeded", ended({ exit: 0, words: "SUCCEEDED", node: "127.0.0.3" })],
    [
      "rec-exit",
      "exit",
      ended({ exit: 3, words: "JOB_ENTRYPOINT_COMMAND_ERROR: Job entrypoint command failed with exit code 3", node: "127.0.0.2" }),
    ],
    [
      "bbb-1",
      "signal",
      ended({
        signal: "SIGKILL",
        words: "JOB_ENTRYPOINT_COMMAND_ERROR: Job entrypoint command failed with exit code -9",
        node: "127.0.0.2",
      }),
    ],
    ["aaa-2", "stopped", ended({ cause: "cancelled", words: "STOPPED: Job was intentionally stopped.", node: "127.0.0.2" })],
    [
      "ccc-1",
      "node-died",
      ended({
        cause: "infra",
        words:
          "JOB_SUPERVISOR_ACTOR_DIED: Job supervisor actor died: The actor died unexpectedly before finishing this task.: " +
          "the actor's node was terminated unexpectedly: health check failed due to missing too many heartbeats",
        node: "127.0.0.3",
      }),
    ],
  ]
  for (const [id, name, state] of says) {
    test(name, async () => {
      const engine = await played((what) => (what === `GET /api/jobs/${id}` ? recorded[name] : undefined))
      expect((await engine.look([id])).get(id)).toEqual(state)
    })
  }

  test("a job that was stopped at the moment when it ended was stopped", async () => {
    const engine = await played(() => recorded["stopped-late"])
    expect((await engine.look(["rec-wait"])).get("rec-wait")).toMatchObject({ end: { cause: "cancelled" } })
  })

  test("an environment or resources that cannot be are no fault of the cluster, and the reason is told", async () => {
    const engine = await played((what) => recorded[what.endsWith("bbb-3") ? "bad-resources" : "runtime-env"])
    const states = await engine.look(["bbb-3", "bbb-4"])
    const words = (text: string): unknown => expect.stringContaining(text)
    expect(states.get("bbb-3")).toMatchObject({ end: { cause: "launch", words: words("num_cpus cannot be negative") } })
    expect(states.get("bbb-4")).toMatchObject({
      end: { cause: "launch", words: words("No matching distribution found for no-such-package") },
    })
  })

  test("a version that tells the exit code in words alone is understood", async () => {
    const { error_type: _, driver_exit_code: _c, ...old } = JSON.parse(recorded["exit"]!.body!) as Record<string, unknown>
    const engine = await played(() => ({ status: 200, body: JSON.stringify(old) }))
    expect((await engine.look(["rec-exit"])).get("rec-exit")).toMatchObject({ end: { exit: 3 } })
  })

  test("many jobs are asked for by one list, in which other programs do not matter", async () => {
    const ids = ["rec-exit", "rec-long", "bbb-1", "ccc-1", ...Array.from({ length: 20 }, (_, i) => `nobody-${i}`)]
    const engine = await played((what) => (what === "GET /api/jobs/" ? recorded["list"] : undefined))
    const states = await engine.look(ids)
    expect(player!.asked.map(({ what }) => what)).toEqual(["GET /api/jobs/"])
    expect([...states.values()].map(({ kind }) => kind).slice(0, 5)).toEqual(["ended", "running", "ended", "ended", "unknown"])
    expect([...(await engine.find(ids)).keys()].toSorted()).toEqual(["bbb-1", "ccc-1", "rec-exit", "rec-long"])
  })

  test("a job that nobody knows is unknown, and ending it is nothing", async () => {
    const engine = await played((what) => recorded[what.startsWith("POST") ? "stop-nobody" : "nobody"])
    expect(await engine.look(["rec-nobody"])).toEqual(new Map([["rec-nobody", { kind: "unknown" }]]))
    expect(await engine.find(["rec-nobody"])).toEqual(new Map())
    await engine.end("rec-nobody", 0)
  })
})

describe("handing in", () => {
  test("a job goes with its name, words, variables, resources and what people look for", async () => {
    const engine = await played((what) => (what.startsWith("POST") ? recorded["taken"] : undefined), {
      ...{
        token: "secret",
        grace: 4500,
        resources: { two: 1 },
        runtimeEnv: { working_dir: "gcs://pack.zip", env_vars: { A: "1", DIAPASON: "0" } },
      },
      grows: true,
    })
    const resources = { cpus: 2, gpus: 0.5, memory: 2 ** 30, time: 60_000 }
    expect(await engine.submit([{ ...job, resources }])).toEqual([{ kind: "submitted", id: "rec-exit" }])
    const [{ headers, body }] = player!.asked as [Player["asked"][0]]
    expect(headers.authorization).toBe("Bearer secret")
    // Ray takes requests of pages for what they are, and lets them read only.
    expect(Object.keys(headers).filter((name) => name.startsWith("sec-"))).toEqual([])
    expect(JSON.parse(body)).toEqual({
      entrypoint: "sleep 0.3; exec python train.py '--lr=0.1'",
      submission_id: "rec-exit",
      metadata: { study: "digits", trial: "3", attempt: "1" },
      runtime_env: { working_dir: "gcs://pack.zip", env_vars: { RAY_JOB_STOP_WAIT_TIME_S: "5", A: "1", DIAPASON: "1" } },
      entrypoint_num_cpus: 2,
      entrypoint_num_gpus: 0.5,
      entrypoint_memory: 2 ** 30,
      entrypoint_resources: { two: 1 },
    })
  })

  test("one that is there already is found", async () => {
    const engine = await played((what) => (what.startsWith("POST") ? recorded["already"] : undefined))
    expect(await engine.submit([job])).toEqual([{ kind: "submitted", id: "rec-exit" }])
  })

  test("what Ray will not have is refused in its words", async () => {
    const engine = await played((what) => (what.startsWith("POST") ? recorded["malformed"] : undefined))
    expect(await engine.submit([job])).toEqual([
      {
        kind: "refused",
        why: "TypeError: entrypoint_num_cpus must be a number, got <class 'str'>",
        mend: expect.stringContaining("runtime_env") as string,
      },
    ])
  })

  test("what no node has is refused before it is handed in, unless the cluster grows", async () => {
    const wanted = { ...job, resources: { cpus: 64, gpus: 1, memory: 2 ** 40 } }
    const answer = (what: string): Recorded | undefined => (what.startsWith("POST") ? recorded["taken"] : undefined)
    const [refused] = await (await played(answer)).submit([wanted])
    expect(refused).toMatchObject({
      kind: "refused",
      why:
        "no node of the cluster has 64 CPU and 1 GPU and 1024.0 GiB of memory; " +
        "the most that one has is 2 CPU and 0 GPU and 22.7 GiB of memory",
    })
    const both = await (await played(answer, { resources: { two: 1 } })).submit([{ ...job, resources: { cpus: 2 } }])
    expect(both).toMatchObject([{ kind: "refused", why: "no node of the cluster has 2 CPU and 1 two together" }])
    expect(await (await played(answer, { grows: true })).submit([wanted])).toMatchObject([{ kind: "submitted" }])
  })

  test("a Ray that does not say what its nodes have takes everything", async () => {
    const engine = await played((what) => (what.startsWith("POST") ? recorded["taken"] : { status: 404, body: "404: Not Found" }))
    expect(await engine.submit([{ ...job, resources: { cpus: 64 } }])).toMatchObject([{ kind: "submitted" }])
  })

  test("with no agent to take it, it is handed in later", async () => {
    const busy = { status: 500, type: "text/plain", body: "No available agent to submit job, please try again later." }
    const engine = await played((what) => (what.startsWith("POST") ? busy : undefined))
    expect(await engine.submit([job])).toEqual([{ kind: "later", why: busy.body }])
  })
})

function ended(end: Extract<JobState, { kind: "ended" }>["end"]): JobState {
  return { kind: "ended", end }
}
