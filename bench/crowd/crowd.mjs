import { writeFileSync } from "node:fs"
import { join } from "node:path"
import { openStore } from "@diapason/stores"
import { atMost, figure } from "../frame/figures.mjs"
import { inScratch } from "../frame/scratch.mjs"
import { beginDiapason, besiege, diapason, plain } from "./besiege.mjs"
import { namespace, slowWay } from "./namespace.mjs"
import { verdict } from "./verdict.mjs"

/** Trials of a part; more, such as the 10 000 of the aim, by the variable CROWD_TRIALS. Milliseconds between two kills: CROWD_KILLS, 0 for none. */
const trials = Number(process.env.CROWD_TRIALS ?? 1000)
const every = Number(process.env.CROWD_KILLS ?? 1000)

/** Many workers on one study, killed with SIGKILL at random: what is lost, what runs twice, and what it costs. */
export const crowd = {
  problem: { trials, "milliseconds between kills": every, command: "echo" },
  parts: {
    sqlite: { about: "4 workers on one SQLite file, one of them killed every second", run: onSqlite },
    server: { about: "4 workers of one server, one of them killed every second, the server killed three times", run: onServer },
    postgres: { about: "8 workers on one PostgreSQL, one of them killed every second, the database killed once", run: onPostgres },
    network: {
      about: "the same in a network of its own, which is cut three times, up to longer than a lease, and slow in between (Linux, as root)",
      run: overNetwork,
    },
  },
}

function onSqlite({ say }) {
  return inScratch(async (folder) => {
    const url = `sqlite:${join(folder, "crowd.db")}`
    await create(folder, ["--store", url])
    await raise(url)
    const words = ["--store", url, "--study", "crowd", "--slots", "2"]
    return judged(say, { folder, url, words, count: 4 })
  })
}

function onPostgres({ say }) {
  return inScratch(async (folder) => {
    const { startPostgres } = await import("@diapason/testkit/postgres")
    const database = await startPostgres({ durable: true })
    try {
      await create(folder, ["--store", database.url])
      await raise(database.url)
      const words = ["--store", database.url, "--study", "crowd", "--slots", "2"]
      const restart = async () => {
        say("  the database is killed and begun again")
        await database.stop("immediate")
        await database.start()
      }
      return await judged(say, { folder, url: database.url, words, count: 8, events: [{ at: 0.5, act: restart }] })
    } finally {
      await database.close()
    }
  })
}

function overNetwork({ say }) {
  return inScratch(async (folder) => {
    const { startPostgres } = await import("@diapason/testkit/postgres")
    const net = namespace()
    if (net === undefined) return { figures: [], aims: [], notes: ["no network of its own can be made here: it takes Linux, ip and root"] }
    const database = await startPostgres()
    let late = 0
    const { port, ...way } = await slowWay(net.address, Number(new URL(database.url).port), () => late)
    const away = Object.assign(new URL(database.url), { host: `${net.address}:${port}` }).href
    const cut = (seconds) => async () => {
      say(`  the network is cut for ${seconds} s`)
      net.cut()
      await new Promise((resolve) => setTimeout(resolve, 1000 * seconds))
      net.heal()
    }
    const slow = (ms) => () => {
      say(`  every word takes ${ms} ms longer`)
      late = ms
    }
    try {
      await create(folder, ["--store", database.url])
      await raise(database.url)
      const events = [
        { at: 0.15, act: cut(5) },
        { at: 0.3, act: slow(50) },
        { at: 0.45, act: slow(0) },
        { at: 0.5, act: cut(20) },
        { at: 0.75, act: cut(75) },
      ]
      const words = ["--store", away, "--study", "crowd", "--slots", "2"]
      return await judged(say, { folder, url: database.url, words, count: 8, events, enter: net.enter })
    } finally {
      way.close()
      net.close()
      await database.close()
    }
  })
}

function onServer({ say }) {
  return inScratch(async (folder) => {
    const url = `sqlite:${join(folder, "crowd.db")}`
    const port = 20_000 + (process.pid % 20_000)
    const serve = () => beginDiapason(["serve", "--store", url, "--listen", `127.0.0.1:${port}`], folder)
    let server = serve()
    try {
      const token = (await diapason(["token", "create", "--role", "admin"], folder)).out.match(/dpt_[\w-]+/)[0]
      const at = ["--server", `http://127.0.0.1:${port}`, "--token", token]
      await create(folder, [...at, "--detach", "--trials", String(trials)], { patient: true })
      const restart = () => {
        say("  the server is killed and begun again")
        server.once("close", () => (server = serve()))
        server.kill("SIGKILL")
      }
      // What a killed worker leaves is handed out again after its lease; the tail of the study waits for that.
      const words = [...at, "--study", "crowd", "--slots", "2", "--lease", "20s"]
      const events = [0.25, 0.5, 0.75].map((share) => ({ at: share, act: restart }))
      return await judged(say, { folder, url, words, count: 4, events })
    } finally {
      server.kill("SIGKILL")
    }
  })
}

/** Creates the study; a server that has just begun is asked until it answers. */
async function create(folder, where, { patient = false } = {}) {
  writeFileSync(join(folder, "diapason.yaml"), "retry: { infra: unlimited }\n")
  const problem = ["-p", "x=0.0..1.0", "--minimize", "loss", "--sampler", "random", "--scheduler", "none", "--seed", "7", "--name", "crowd"]
  const words = ["tune", ...problem, ...(where.includes("--trials") ? [] : ["--trials", "1"]), ...where, "--", "echo", "loss={x}"]
  for (let tries = 0; ; tries++) {
    const { code, err } = await diapason(words, folder, plain())
    if (code === 0) return
    if (!patient || tries > 40) throw new Error(err)
  }
}

async function raise(url) {
  const store = await openStore(url)
  await store.append("crowd", [{ kind: "study.extended", budget: { trials } }])
  await store.close()
}

async function judged(say, { folder, url, words, count, events = [], enter = [] }) {
  const siege = await besiege({
    folder,
    words,
    count,
    enter,
    every,
    trials,
    events,
    within: 60_000 + 600 * trials + (enter.length > 0 ? 240_000 : 0),
  })
  say(`  ${siege.seconds.toFixed(1)} s, ${siege.kills} kills; checking`)
  const { broken, events: written, requeued, sessions } = await verdict({ url, folder, trials, complete: siege.complete })
  const wrong = [...broken, ...siege.errors, ...(siege.twice.length > 0 ? [`lived twice: ${siege.twice.join(", ")}`] : [])]
  for (const text of wrong) say(`  broken: ${text}`)
  return {
    figures: [
      figure("trials a second", "all workers", "1/s", [trials / siege.seconds]),
      figure("kills", "of workers", "", [siege.kills]),
      figure("attempts put back", "in the log", "", [requeued]),
      figure("sessions", "in the log", "", [sessions]),
      figure("events", "in the log", "", [written]),
    ],
    aims: [atMost("promises broken", wrong.length, 0, "")],
  }
}
