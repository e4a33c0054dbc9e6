import { mkdtempSync } from "node:fs"
import { request } from "node:http"
import { join } from "node:path"
import { setTimeout as after } from "node:timers/promises"
import { ray as engine } from "@diapason/executors/engines"
import { startRay } from "@diapason/testkit/ray"
import { atMost, figure, ratio } from "../frame/figures.mjs"
import { conducted as study } from "./conducted.mjs"

/** Jobs of a sample; the variable RAY_TRIALS asks for another number. Each takes some seconds of Ray's own. */
const trials = Number(process.env.RAY_TRIALS ?? 100)
const slots = 2

/** Trials as jobs of a private Ray of one node with two processors, and as many empty jobs of its own. */
export const ray = {
  problem: { trials, slots, nodes: 1 },
  parts: { trials: { about: "what a trial as a job costs beside an empty job of Ray's own", run: overhead } },
}

async function overhead({ say }) {
  const cluster = await startRay({ head: { cpus: slots } })
  try {
    const bare = await timed(() => emptyJobs(cluster.address))
    say(`  ${trials} empty jobs`)
    const dir = mkdtempSync(join(cluster.folder, "study-"))
    const conducted = await timed(() => study({ dir, engine: engine({ address: cluster.address }), trials, slots }))
    return {
      figures: [
        figure("a trial as a job, of a study on SQLite", "diapason", "ms", [conducted]),
        figure("an empty job", "bare", "ms", [bare]),
        ratio("a trial's share / an empty job's", conducted / bare),
      ],
      aims: [atMost("a trial's share / an empty job's", conducted / bare, 2, "x")],
      notes: [`${trials} jobs a sample, ${slots} at one time; a trial prints one number; Ray is looked at every 200 ms`],
    }
  } finally {
    await cluster.close()
  }
}

/** Milliseconds per job. */
async function timed(run) {
  const begin = performance.now()
  await run()
  return (performance.now() - begin) / trials
}

/** Hands in jobs that do nothing, as many at one time as there are slots, and waits for each as whoever uses the Jobs API does. */
async function emptyJobs(address) {
  let left = trials
  await Promise.all(
    Array.from({ length: slots }, async () => {
      while (left-- > 0) await emptyJob(address)
    }),
  )
}

async function emptyJob(address) {
  const body = JSON.stringify({ entrypoint: "true", entrypoint_num_cpus: 1 })
  const { submission_id: id } = await answerOf(`${address}/api/jobs/`, body)
  for (let status = "PENDING"; status === "PENDING" || status === "RUNNING";) {
    await after(200)
    status = (await answerOf(`${address}/api/jobs/${id}`)).status
  }
}

/** By Node's own client: Ray takes `fetch` for a browser, which may hand in nothing. */
const answerOf = (url, body) =>
  new Promise((resolve, reject) => {
    const asked = request(
      url,
      { method: body === undefined ? "GET" : "POST", headers: { "content-type": "application/json" } },
      (answer) => {
        let text = ""
        answer.setEncoding("utf8").on("data", (part) => (text += part))
        answer.on("end", () => (answer.statusCode === 200 ? resolve(JSON.parse(text)) : reject(new Error(text))))
      },
    )
    asked.on("error", reject).end(body)
  })
