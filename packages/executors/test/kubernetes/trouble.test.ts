import { writeFileSync } from "node:fs"
import type { DiapasonError, EngineJob } from "@diapason/core"
import { describe, expect, it } from "vitest"
import { kubernetes } from "@diapason/executors/engines"
import { api } from "../../src/kubernetes/api.ts"
import { stateOf } from "../../src/kubernetes/pod-state.ts"
import { whyNot } from "../../src/kubernetes/why-not.ts"
import { controlPlane, emptyList, json, no, play, recorded, type ControlPlane } from "./control-plane.ts"

const job: EngineJob = {
  ...{ name: "t0", command: ["true"], env: {}, folder: "", labels: { study: "s", trial: 0, attempt: 1 }, resources: {} },
}
const on = (plane: Pick<ControlPlane, "kubeconfig">) => kubernetes({ image: "i", kubeconfig: plane.kubeconfig })
const faultOf = async (work: Promise<unknown>): Promise<DiapasonError> => {
  const error = await work.then(() => undefined, (error: unknown) => error as DiapasonError) // prettier-ignore
  if (error === undefined) throw new Error("it went well")
  return error
}
const forbidden = (verb: string, resource: string, group = "batch"): string =>
  `${resource} is forbidden: User "system:serviceaccount:default:diapason" cannot ${verb} resource "${resource}" in API group "${group}" in the namespace "default"`

describe("a cluster that does not let us", () => {
  it("in with a token that ran out is tried again with the one that the kubeconfig has now", async () => {
    const plane = await controlPlane(({ token }, response) =>
      token === "good" ? play("create-ok", response) : play("unauthorized", response),
    )
    const good = plane.kubeconfig
    const engine = on(plane)
    expect(await engine.submit([job])).toEqual([{ kind: "submitted", id: "t0" }])
    writeFileSync(good, recordedConfig(plane.url, "old"))
    const renewed = on(plane)
    const waiting = faultOf(renewed.submit([job]))
    const error = await waiting
    expect(error.code).toBe("D447")
    expect(error.words.what).toBe(`Kubernetes at ${plane.url} does not accept the credentials from ${good}: Unauthorized`)
    writeFileSync(good, recordedConfig(plane.url, "good"))
    expect(await renewed.submit([job])).toEqual([{ kind: "submitted", id: "t0" }])
  })

  it.each([
    ["create", "jobs", (engine: ReturnType<typeof on>) => engine.submit([job]), "jobs.batch"],
    ["list", "pods", (engine: ReturnType<typeof on>) => engine.look(["t0"]), "pods"],
    ["get", "jobs", (engine: ReturnType<typeof on>) => engine.find(["t0"]), "jobs.batch"],
    ["get", "pods/log", async (engine: ReturnType<typeof on>) => engine.output("t0").read().then(() => engine.look(["t0"])).then(() => engine.output("t0").read()), "pods/log"], // prettier-ignore
  ])("%s %s says which right is missing, and what gives it", async (verb, resource, work, named) => {
    const pods = { metadata: { resourceVersion: "1" }, items: [ended] }
    const plane = await controlPlane(({ path, query }, response) => {
      if (resource === "pods/log" && !path.endsWith("/log")) {
        if (query.has("watch")) return void response.writeHead(200).flushHeaders()
        return path === "pods" ? json(response, 200, pods) : emptyList(response)
      }
      no(response, 403, "Forbidden", forbidden(verb, resource, named.includes(".") ? "batch" : ""))
    })
    const error = await faultOf(work(on(plane)))
    expect([error.code, error.words.what]).toEqual([
      "D446",
      `Kubernetes does not let system:serviceaccount:default:diapason ${verb} ${named} in the namespace default`,
    ])
    expect(error.words.mend).toContain("examples/kubernetes/rbac.yaml")
  })

  it("make more jobs than its quota has room for is one for later", async () => {
    const why =
      'jobs.batch "t0" is forbidden: exceeded quota: few, requested: count/jobs.batch=1, used: count/jobs.batch=4, limited: count/jobs.batch=4'
    const plane = await controlPlane((_, response) => no(response, 403, "Forbidden", why))
    expect(await on(plane).submit([job])).toEqual([{ kind: "later", why }])
  })

  it("is one that refuses, where a rule of its own or a missing namespace is why", async () => {
    const why = 'admission webhook "policy.example" denied the request: images come from registry.example'
    let answer = (response: Parameters<typeof play>[1]): void => no(response, 403, "Forbidden", why)
    const plane = await controlPlane((_, response) => answer(response))
    expect(await on(plane).submit([job])).toMatchObject([{ kind: "refused", why }])
    answer = (response) => no(response, 404, "NotFound", 'namespaces "default" not found')
    expect(await on(plane).submit([job])).toMatchObject([
      { kind: "refused", mend: "kubectl create namespace default, or name another with namespace:" },
    ])
  })
})

describe("a cluster that has too much to do", () => {
  it("is asked again when it says, and is one for later when it goes on so", async () => {
    let left = 1
    const plane = await controlPlane((_, response) =>
      left-- > 0 ? no(response, 429, "TooManyRequests", "too many requests", { "retry-after": "0" }) : play("create-ok", response),
    )
    expect(await on(plane).submit([job])).toEqual([{ kind: "submitted", id: "t0" }])
    expect(plane.asked).toHaveLength(2)
    left = 3
    expect(await on(plane).submit([job])).toEqual([{ kind: "later", why: "too many requests" }])
    left = 3
    expect((await faultOf(on(plane).find(["t0"]))).message).toBe(
      `D445  Kubernetes at ${plane.url} does not answer as it should: it is asked too much (429)`,
    )
    left = 99
    const long = await controlPlane((_, response) => no(response, 429, "TooManyRequests", "wait long", { "retry-after": "600" }))
    expect(await on(long).submit([job])).toEqual([{ kind: "later", why: "wait long" }])
    expect(long.asked).toHaveLength(1)
  })
})

describe("a cluster that is not there", () => {
  it("is named, with what was seen of it", async () => {
    const plane = await controlPlane(() => undefined)
    await plane.close()
    const error = await faultOf(on(plane).submit([job]))
    expect([error.code, error.words.what]).toEqual(["D445", `Kubernetes at ${plane.url} does not answer as it should: connection refused`])
  })

  it("as something else answers there, or it breaks off, is told from one that refuses", async () => {
    let answer = (response: Parameters<typeof play>[1]): void => void response.writeHead(200).end("<html>Welcome</html>")
    const plane = await controlPlane((_, response) => answer(response))
    expect((await faultOf(on(plane).look(["t0"]))).words.what).toContain("200 and no answer that Kubernetes gives")
    answer = (response) => void response.destroy()
    expect((await faultOf(on(plane).submit([job]))).words.what).toContain("the connection was cut")
    answer = (response) => {
      response.writeHead(200, { "content-length": 100 })
      response.write('{"kind":', () => response.destroy())
    }
    expect((await faultOf(on(plane).submit([job]))).code).toBe("D445")
    answer = (response) => no(response, 500, "InternalError", "etcdserver: request timed out")
    expect((await faultOf(on(plane).submit([job]))).words.what).toContain("500 etcdserver: request timed out")
  })

  it("comes back: the next look knows everything again", async () => {
    let there = false
    const plane = await controlPlane(({ query }, response) => {
      if (!there) return void response.destroy()
      if (query.has("watch")) return void response.writeHead(200).flushHeaders()
      emptyList(response)
    })
    const engine = on(plane)
    expect((await faultOf(engine.look(["t0"]))).code).toBe("D445")
    there = true
    expect((await engine.look(["t0"])).get("t0")).toEqual({ kind: "unknown" })
  })
})

describe("a job that never starts", () => {
  const listed = (jobs: readonly object[], pods: readonly object[], events: readonly object[] = []) =>
    controlPlane(({ path, query }, response) => {
      if (query.has("watch")) return void response.writeHead(200).flushHeaders()
      const items = path === "jobs" ? jobs : path === "pods" ? pods : events
      json(response, 200, { metadata: { resourceVersion: "1" }, items })
    })

  it("has its patience, and is given up after it", async () => {
    const t4 = items("list-pods").find(({ metadata }) => metadata.name.startsWith("t4"))!
    const plane = await listed(items("list-jobs"), [t4])
    const patient = (patience: number) => kubernetes({ image: "i", kubeconfig: plane.kubeconfig, patience })
    expect((await patient(60_000).look(["t4"])).get("t4")).not.toHaveProperty("never")
    expect((await patient(0).look(["t4"])).get("t4")).toMatchObject({ kind: "waiting", never: true })
  })

  it("without a pod says why by its events", async () => {
    const message = 'pods "t4-" is forbidden: error looking up service account default/trials: serviceaccount "trials" not found'
    const event = (lastTimestamp: string, text: string): object => ({
      type: "Warning",
      reason: "FailedCreate",
      message: text,
      lastTimestamp,
    })
    const plane = await listed(items("list-jobs"), [], [event("2026-11-23T20:00:00Z", "old"), event("2026-11-23T20:01:00Z", message)])
    expect((await on(plane).look(["t4"])).get("t4")).toEqual({ kind: "waiting" })
    const why = whyNot(api({ kubeconfig: plane.kubeconfig }), 0)
    expect(await why("t4", undefined)).toEqual([])
    expect(plane.asked.some(({ path }) => path === "events")).toBe(false)
    const said = await why("t4", undefined)
    expect(said).toEqual([`FailedCreate: ${message}`, "FailedCreate: old"])
    expect(plane.asked.at(-1)!.query.get("fieldSelector")).toBe("involvedObject.kind=Job,involvedObject.name=t4,type=Warning")
    const job = { metadata: { name: "t4" }, status: {} }
    expect(stateOf(job, undefined, said)).toEqual({ kind: "waiting", why: said[0], never: "unless" })
  })
})

describe("settings of which no job can be made", () => {
  it("are told at once", () => {
    expect(() => kubernetes({ image: " " })).toThrow("D449  The setting image for Kubernetes cannot be used: it names none")
    expect(() => kubernetes({ image: "i", template: [] })).toThrow("D449")
  })
})

interface Item {
  readonly metadata: { readonly name: string }
}
const items = (name: string): readonly Item[] => (JSON.parse(recorded(`${name}.body`)) as { readonly items: readonly Item[] }).items
const ended = { metadata: { name: "t0-x", labels: { "job-name": "t0" } }, status: { phase: "Running" } }

const recordedConfig = (server: string, token: string): string =>
  JSON.stringify({
    "current-context": "here",
    contexts: [{ name: "here", context: { cluster: "c", user: "u" } }],
    clusters: [{ name: "c", cluster: { server } }],
    users: [{ name: "u", user: { token } }],
  })
