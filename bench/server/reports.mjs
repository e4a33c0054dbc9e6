import { join } from "node:path"
import { atLeast, atMost, figure, median } from "../frame/figures.mjs"
import { inScratch } from "../frame/scratch.mjs"
import { quantile, report, startServer, trialsOf } from "./load.mjs"

const clients = 64
const seconds = 5
const repeats = 3

/** As many reports as the server takes, with the default store and with one that survives a power cut. */
export async function reports({ say }) {
  const [figures, aims] = [[], []]
  for (const [what, options] of [
    ["default", ""],
    ["sync=full", "?sync=full"],
  ]) {
    const runs = []
    for (let i = 0; i < repeats; i++) {
      runs.push(await inScratch((folder) => run(folder, options)))
      say(`  ${what}: repeat ${i + 1} of ${repeats}`)
    }
    const all = (key) => runs.map((one) => one[key])
    figures.push(
      figure(`${what}: reports`, "diapason", "/s", all("perSecond")),
      figure("  a second of processor time", "diapason", "/s", all("perCore")),
      figure("  answer, median", "diapason", "ms", all("p50")),
      figure("  answer, p99", "diapason", "ms", all("p99")),
      figure("  answer, longest", "diapason", "ms", all("longest")),
    )
    aims.push(atLeast(`${what}: reports a second of one core`, median(all("perCore")), 3000, "/s"))
    aims.push(atMost(`${what}: p99 of an answer`, median(all("p99")), 50, "ms"))
  }
  return {
    figures,
    aims,
    notes: [`${clients} clients on keep-alive connections in another process, each report in the log before its answer`],
  }
}

async function run(folder, options) {
  const server = await startServer(`sqlite:${join(folder, "bench.db")}${options}`, folder)
  try {
    await trialsOf(server.url, "lab", clients)
    await report(server.url, "lab", clients, pause(500))
    const [cpu, begun] = [await server.cpu(), performance.now()]
    const { took } = await report(server.url, "lab", clients, pause(seconds * 1000), { from: 1e6 })
    const spent = (await server.cpu()) - cpu
    return {
      perSecond: (1000 * took.length) / (performance.now() - begun),
      perCore: took.length / spent,
      p50: quantile(took, 0.5),
      p99: quantile(took, 0.99),
      longest: quantile(took, 1),
    }
  } finally {
    await server.close()
  }
}

const pause = (ms) => new Promise((resolve) => setTimeout(resolve, ms))
