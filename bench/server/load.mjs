import { fork } from "node:child_process"
import { fileURLToPath } from "node:url"
import { client } from "./client.mjs"

/** Starts a server in a process of its own over `store`; `url` is its address. */
export async function startServer(store, dir, execArgv = []) {
  const child = fork(fileURLToPath(new URL("serving.mjs", import.meta.url)), [store, dir], { execArgv })
  const next = () =>
    new Promise((resolve, reject) => (child.once("message", resolve), child.once("exit", () => reject(new Error("the server ended")))))
  const { url } = await next()
  const over = new Promise((resolve) => child.once("exit", resolve))
  const ended = (end) => {
    if (child.exitCode === null && child.signalCode === null) end()
    return over
  }
  return {
    url,
    /** Seconds of processor time so far, all threads. */
    async cpu() {
      child.send("cpu")
      const { cpu } = await next()
      return (cpu.user + cpu.system) / 1e6
    },
    /** Ends it by SIGKILL; once it has ended, nothing happens. */
    kill: () => ended(() => child.kill("SIGKILL")),
    close: () => ended(() => child.send("close")),
  }
}

/** Creates a study and has `count` trials of it handed out. */
export async function trialsOf(url, name, count, more = {}) {
  const one = client(url)
  const definition = {
    name,
    space: { x: { type: "float", low: 0, high: 1 }, y: { type: "float", low: 0, high: 1 } },
    objectives: [{ metric: "loss", direction: "minimize" }],
    sampler: "random",
    scheduler: "none",
    ...more,
  }
  await expectOk(one.post("/v1/studies", definition))
  await expectOk(one.post(`/v1/studies/${name}/trials:ask`, { count, lease: "none" }))
  one.close()
}

/**
 * `clients` connections that keep reporting, each of a trial of its own, until `until` has settled or the server has gone. `pace`: the
 * milliseconds between two reports, 0 for at once; `from`: the step before the first. Gives the milliseconds of each answer, and the last
 * step of each trial that was acknowledged.
 */
export async function report(url, name, clients, until, { pace = 0, from = 0 } = {}) {
  const took = []
  const acknowledged = new Map()
  let over = false
  void until.then(() => (over = true))
  until.catch(() => (over = true))
  const work = Array.from({ length: clients }, async (_, trial) => {
    const one = client(url)
    try {
      for (let step = from + 1; !over; step++) {
        const begun = performance.now()
        const { status, body } = await one.post(`/v1/trials/${name}/${trial}/reports`, { step, metrics: { loss: 1 / step, accuracy: 0.5 } })
        if (status !== 200) throw new Error(`${status} ${body}`)
        took.push(performance.now() - begun)
        acknowledged.set(trial, step)
        if (pace > 0) await new Promise((resolve) => setTimeout(resolve, pace))
      }
    } catch (error) {
      // A server that is killed hangs up before its end is known here.
      if (!over && !String(error).match(/hung up|ECONNRESET|EPIPE/)) throw error
    } finally {
      one.close()
    }
  })
  await Promise.all(work)
  return { took, acknowledged }
}

export async function expectOk(asked) {
  const { status, body } = await asked
  if (status !== 200) throw new Error(`${status} ${body}`)
  return JSON.parse(body)
}

/** The part of sorted samples below which a share of them lies. */
export function quantile(samples, share) {
  const sorted = [...samples].sort((a, b) => a - b)
  return sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))]
}
