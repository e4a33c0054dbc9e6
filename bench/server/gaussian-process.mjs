import { join } from "node:path"
import { atMost, figure, median } from "../frame/figures.mjs"
import { inScratch } from "../frame/scratch.mjs"
import { client } from "./client.mjs"
import { expectOk, quantile, report, startServer, trialsOf } from "./load.mjs"

const [reporters, finished, asks, repeats] = [8, 150, 60, 3]

/** A few clients report at the pace of training while asks make the sampler fit its model to many finished trials, one after another. */
export async function gaussianProcess({ say }) {
  const runs = []
  for (let i = 0; i < repeats; i++) {
    runs.push(await inScratch(run))
    say(`  repeat ${i + 1} of ${repeats}`)
  }
  const all = (key) => runs.map((one) => one[key])
  return {
    figures: [
      figure("an ask", "diapason", "ms", all("ask")),
      figure("answer to a report meanwhile, median", "diapason", "ms", all("p50")),
      figure("answer to a report meanwhile, p99", "diapason", "ms", all("p99")),
      figure("answer to a report meanwhile, longest", "diapason", "ms", all("longest")),
    ],
    aims: [atMost("p99 of a report while a model is fitted", median(all("p99")), 20, "ms")],
    notes: [
      `${reporters} clients report every 5 ms; a Gaussian process on 8 parameters and ${finished} finished trials is fitted all the while`,
    ],
  }
}

async function run(folder) {
  const server = await startServer(`sqlite:${join(folder, "bench.db")}`, folder)
  try {
    const space = Object.fromEntries([..."abcdefgh"].map((name) => [name, { type: "float", low: 0, high: 1 }]))
    await trialsOf(server.url, "lab", reporters, { space, sampler: "gp" })
    const one = client(server.url)
    await finish(one)
    const asking = askOften(one)
    const { took } = await report(server.url, "lab", reporters, asking, { pace: 5 })
    one.close()
    return { ask: median(await asking), p50: quantile(took, 0.5), p99: quantile(took, 0.99), longest: quantile(took, 1) }
  } finally {
    await server.close()
  }
}

/** Trials that are asked for and told one by one. */
async function finish(one) {
  for (let i = 0; i < finished; i++) {
    const { trial, config } = await expectOk(one.post("/v1/studies/lab/trials:ask", {}))
    const loss = Object.values(config).reduce((sum, x, k) => sum + (x - k / 8) ** 2, 0)
    await expectOk(one.post(`/v1/trials/lab/${trial}:tell`, { metrics: { loss } }))
  }
}

/** Milliseconds of asks, each after a trial has been told, so that the model is never the same. */
async function askOften(one) {
  const took = []
  for (let i = 0; i < asks; i++) {
    const begun = performance.now()
    const { trial } = await expectOk(one.post("/v1/studies/lab/trials:ask", {}))
    took.push(performance.now() - begun)
    await expectOk(one.post(`/v1/trials/lab/${trial}:tell`, { metrics: { loss: i } }))
  }
  return took
}
