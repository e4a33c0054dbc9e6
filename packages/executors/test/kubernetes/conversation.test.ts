import type { ServerResponse } from "node:http"
import type { EngineJob, JobState } from "@diapason/core"
import { within } from "@diapason/testkit"
import { describe, expect, it, onTestFinished } from "vitest"
import { kubernetes } from "@diapason/executors/engines"
import { controlPlane, emptyList, json, no, play, recorded, recordedEvents, recordedRequest, type Asked } from "./control-plane.ts"
import { flaws } from "./schema.ts"

// What the server says here was recorded from a real control plane and kubelet of Kubernetes 1.34, see fixtures/kubernetes-1.34/README.md.

const jobOf = (name: string, more: Partial<EngineJob> = {}): EngineJob => ({
  ...{ name, command: ["sh", "-c", "true"], env: {}, folder: "", labels: { study: "s", trial: 0, attempt: 1 }, resources: {} },
  ...more,
})

const names = {
  t0: "create-ok",
  t1: "create-exit3",
  t2: "create-deadline",
  t3: "create-cancel",
  t4: "create-toobig",
  t5: "create-badimage",
}

/** A cluster that goes on by one recorded event at each `step`. */
function replayed() {
  const watches = new Map<string, ServerResponse>()
  const events = [
    ...recordedEvents("watch-jobs").map((line) => ["jobs", line] as const),
    ...recordedEvents("watch-pods").map((line) => ["pods", line] as const),
  ].toSorted((a, b) => versionOf(a[1]) - versionOf(b[1]))
  const created = new Set<string>()
  const answer = (asked: Asked, response: ServerResponse): void => {
    const { method, path, query } = asked
    if (method === "GET" && query.has("watch")) {
      response.writeHead(200, { "content-type": "application/json" }).flushHeaders()
      return void watches.set(path, response)
    }
    if (method === "GET" && (path === "jobs" || path === "pods") && query.get("labelSelector")?.startsWith("app.") === true)
      return emptyList(response)
    if (method === "GET" && path === "pods") return json(response, 200, { items: [] })
    if (method === "GET" && path === "events") return play("events", response)
    if (method === "POST") {
      const name = (asked.body as { metadata: { name: keyof typeof names } }).metadata.name
      if (!(name in names)) return play("create-invalid", response)
      if (created.has(name)) return play("create-duplicate", response)
      created.add(name)
      return play(names[name], response)
    }
    if (method === "GET" && path.endsWith("/log")) {
      if (path.includes("t1-")) return play("log-exit3", response)
      // Recorded without its moments, which the pod's own times give.
      const lines = recorded("log-ok.body").trim().split("\n")
      response.writeHead(200).end(lines.map((line, i) => `2026-11-23T20:48:4${3 + i}.100000000Z ${line}\n`).join(""))
      return
    }
    if (method === "GET" && path.startsWith("pods/")) return json(response, 200, { status: { phase: "Succeeded" } })
    if (method === "DELETE" && path === "jobs/t3") return play("delete-t3", response)
    if (method === "DELETE") return json(response, 200, {})
    const job = itemsOf("list-running").find(({ metadata }) => path === `jobs/${metadata.name}`)
    if (job !== undefined) return json(response, 200, job)
    play("notfound", response)
  }
  return {
    answer,
    watches,
    /** Sends every event up to this version of the cluster. */
    step(version: number) {
      while (events.length > 0 && versionOf(events[0]![1]) <= version) {
        const [kind, line] = events.shift()!
        watches.get(kind)!.write(`${line}\n`)
      }
    },
  }
}

const versionOf = (line: string): number =>
  Number((JSON.parse(line) as { object: { metadata: { resourceVersion: string } } }).object.metadata.resourceVersion)

const itemsOf = (name: string): { readonly metadata: { readonly name: string } }[] =>
  (JSON.parse(recorded(`${name}.body`)) as { readonly items: { readonly metadata: { readonly name: string } }[] }).items

async function open() {
  const cluster = replayed()
  const plane = await controlPlane(cluster.answer)
  const engine = kubernetes({ image: "diapason.test/trial:1", kubeconfig: plane.kubeconfig, patience: 0 })
  const until = async (id: string, wanted: (state: JobState) => boolean): Promise<JobState> => {
    const seen = async (): Promise<JobState> => {
      for (;;) {
        const state = (await engine.look([id])).get(id)!
        if (wanted(state)) return state
        await new Promise((resolve) => setTimeout(resolve, 5))
      }
    }
    return within(10_000, seen(), `a state of ${id}`)
  }
  return { ...cluster, plane, engine, until }
}

async function text(engine: ReturnType<typeof kubernetes>, id: string): Promise<string> {
  const output = engine.output(id)
  onTestFinished(() => output.close())
  return Buffer.from(await output.read()).toString()
}

describe("the recorded conversation", () => {
  it("is what is said: jobs are made, found to be there already, and each comes to its end", async () => {
    const { engine, plane, step, until } = await open()
    const jobs = Object.keys(names).map((name) => jobOf(name))
    expect((await engine.look(["t0"])).get("t0")).toEqual({ kind: "unknown" })
    expect(await engine.submit(jobs)).toEqual(jobs.map(({ name }) => ({ kind: "submitted", id: name })))
    expect(await engine.submit([jobs[0]!])).toEqual([{ kind: "submitted", id: "t0" }])
    expect((await engine.look(["t0"])).get("t0")).toEqual({ kind: "waiting" })
    step(281)
    await until("t0", ({ kind }) => kind === "running")
    expect(await until("t4", ({ kind }) => kind === "waiting")).toMatchObject({ never: true })
    step(303)
    expect(await until("t0", ({ kind }) => kind === "ended")).toMatchObject({ end: { exit: 0, node: "localhost" } })
    expect(await until("t1", ({ kind }) => kind === "ended")).toMatchObject({ end: { exit: 3 } })
    step(336)
    expect(await until("t2", ({ kind }) => kind === "ended")).toMatchObject({ end: { cause: "timeout" } })
    expect(await text(engine, "t0")).toBe("loss=0.5\nloss=0.3\n")
    expect(await text(engine, "t1")).toBe("broken\n")
    const posts = plane.asked.filter(({ method }) => method === "POST")
    for (const { body } of posts) expect(flaws("io.k8s.api.batch.v1.Job", body)).toEqual([])
    expect(posts[0]!.path).toBe(recordedRequest("create-ok").path.split("/").at(-1))
  })

  it("goes on over a watch that broke in the middle of a line, and lists again only when the place is forgotten", async () => {
    const { engine, plane, step, until, watches } = await open()
    await engine.submit([jobOf("t0")])
    await engine.look(["t0"])
    step(278)
    await until("t0", ({ kind }) => kind === "running")
    const lists = (): number => plane.asked.filter(({ path, query }) => path === "pods" && query.has("limit")).length
    const [pods, before] = [watches.get("pods")!, lists()]
    pods.write('{"type":"MODIFIED","object":{"kind":"Pod","metadata":{"na')
    pods.destroy()
    await until("t0", () => watches.get("pods") !== pods)
    const again = plane.asked.findLast(({ path, query }) => path === "pods" && query.has("watch"))!
    expect(again.query.get("resourceVersion")).toBe("278")
    expect(lists()).toBe(before)
    step(303)
    expect(await until("t0", ({ kind }) => kind === "ended")).toMatchObject({ end: { exit: 0 } })

    const second = watches.get("pods")!
    second.end(
      `${JSON.stringify({ type: "ERROR", object: { kind: "Status", code: 410, reason: "Expired", message: "too old resource version" } })}\n`,
    )
    await until("t0", () => watches.get("pods") !== second)
    expect(lists()).toBe(before + 1)
    expect(await until("t0", ({ kind }) => kind === "ended")).toMatchObject({ end: { exit: 0 } })
  })

  it("ends a running job as recorded, and its pod within the grace that is left", async () => {
    const { engine, plane, step, until } = await open()
    await engine.submit([jobOf("t3")])
    await engine.look(["t3"])
    step(281)
    await until("t3", ({ kind }) => kind === "running")
    await engine.end("t3", 1500)
    const [job, pod] = plane.asked.filter(({ method }) => method === "DELETE")
    const { body } = recordedRequest("delete-t3") as { readonly body: { readonly propagationPolicy: string } }
    expect(job).toMatchObject({ path: "jobs/t3", body: { propagationPolicy: body.propagationPolicy } })
    expect(pod).toMatchObject({ path: "pods/t3-fgf4m", body: { gracePeriodSeconds: 2 } })
    for (const { body } of [job!, pod!]) expect(flaws("io.k8s.apimachinery.pkg.apis.meta.v1.DeleteOptions", body)).toEqual([])
    step(336)
    expect(await until("t3", ({ kind }) => kind === "ended")).toMatchObject({ end: { signal: "SIGTERM", cause: "cancelled" } })
    // Its pod is gone, and what it printed was read before.
    expect(await text(engine, "t3")).toBe("loss=0.5\nloss=0.3\n")
  })

  it("does nothing to a job whose pod has ended, though the job does not say so yet; its end stays what it was", async () => {
    const { engine, plane, step, until } = await open()
    await engine.submit([jobOf("t3")])
    await engine.look(["t3"])
    step(320)
    const end = await until("t3", ({ kind }) => kind === "ended")
    await engine.end("t3", 0)
    expect(plane.asked.filter(({ method }) => method === "DELETE")).toEqual([])
    step(336)
    await engine.look(["t0"])
    expect((await engine.look(["t3"])).get("t3")).toEqual(end)
  })

  it("does nothing to a job that has ended, and finds those of others by their names", async () => {
    const { engine, plane } = await open()
    await engine.end("t0", 0)
    await engine.end("nobody", 0)
    expect(plane.asked.filter(({ method }) => method === "DELETE")).toEqual([])
    expect([...(await engine.find(["t0", "nobody", "t3"])).keys()]).toEqual(["t0", "t3"])
    expect((await engine.look(["nobody"])).get("nobody")).toEqual({ kind: "unknown" })
  })

  it("of a job that is invalid is a refusal in the cluster's words, with the fields to look at", async () => {
    const { engine } = await open()
    const [answer] = await engine.submit([jobOf("T_BAD")])
    expect(answer).toMatchObject({ kind: "refused", why: expect.stringContaining('Job.batch "T_BAD" is invalid') as string })
    expect((answer as { mend: string }).mend).toContain("metadata.name, spec.template.spec.containers")
  })
})

describe("a log that is cut", () => {
  it("is read on: nothing twice, nothing lost, and its end is the container's and not the connection's", async () => {
    const stamped = (i: number): string => `2026-11-23T20:48:${String(10 + Math.floor(i / 3))}.00000000${i % 3}Z line ${i}\n`
    const all = Array.from({ length: 12 }, (_, i) => stamped(i))
    const since: (string | null)[] = []
    const follows: (string | null)[] = []
    let over = false
    const pod = { metadata: { name: "t9-x", labels: { "batch.kubernetes.io/job-name": "t9" } }, status: { phase: "Running" } }
    const plane = await controlPlane(({ path, query }, response) => {
      if (query.has("watch")) return void response.writeHead(200).flushHeaders()
      if (path === "jobs") return json(response, 200, { metadata: { resourceVersion: "1" }, items: [{ metadata: { name: "t9" } }] })
      if (path === "pods") return json(response, 200, { metadata: { resourceVersion: "1" }, items: [pod] })
      if (path === "pods/t9-x") return json(response, 200, { status: { phase: over ? "Succeeded" : "Running" } })
      if (!path.endsWith("/log")) return play("notfound", response)
      const from = query.get("sinceTime")
      since.push(from)
      follows.push(query.get("follow"))
      const rest = all.filter((line) => from === null || Date.parse(line.slice(0, 30)) >= Date.parse(from)).join("")
      response.writeHead(200).flushHeaders()
      // What is there; then cut in the middle of a line; then ended in order by a server that goes away; then whole.
      if (since.length === 1) response.end(rest.slice(0, 2 * 38))
      else if (since.length === 2) response.write(rest.slice(0, 200), () => response.destroy())
      else if (since.length === 3) response.end(rest.slice(0, 200))
      else {
        over = true
        response.end(rest)
      }
    })
    const engine = kubernetes({ image: "i", kubeconfig: plane.kubeconfig })
    const output = engine.output("t9")
    onTestFinished(() => output.close())
    const read = async (): Promise<string> => {
      let got = ""
      while (!got.includes("line 11")) {
        got += Buffer.from(await output.read()).toString()
        await new Promise((resolve) => setTimeout(resolve, 5))
      }
      return got
    }
    expect(await within(10_000, read(), "the log")).toBe(all.map((line) => line.slice(31)).join(""))
    expect(since).toHaveLength(4)
    expect(follows).toEqual([null, "true", "true", "true"])
    expect(since.slice(0, 3)).toEqual([null, "2026-11-23T20:48:09.000Z", "2026-11-23T20:48:10.000Z"])
  })

  it("is empty while its container waits to start", async () => {
    const pod = { metadata: { name: "t9-x", labels: { "job-name": "t9" } }, status: { phase: "Pending" } }
    const plane = await controlPlane(({ path, query }, response) => {
      if (query.has("watch")) return void response.writeHead(200).flushHeaders()
      if (path === "jobs") return json(response, 200, { metadata: { resourceVersion: "1" }, items: [{ metadata: { name: "t9" } }] })
      if (path === "pods") return json(response, 200, { metadata: { resourceVersion: "1" }, items: [pod] })
      if (path === "pods/t9-x") return json(response, 200, pod)
      no(response, 400, "BadRequest", 'container "trial" in pod "t9-x" is waiting to start: ContainerCreating')
    })
    expect(await text(kubernetes({ image: "i", kubeconfig: plane.kubeconfig }), "t9")).toBe("")
  })
})
