import { fileURLToPath } from "node:url"
import { choose } from "@diapason/algorithms"
import { createServer } from "@diapason/server"

const site = fileURLToPath(new URL("../../packages/dashboard/dist/site", import.meta.url))

/** Serves an open store with the page on a free port of this machine. `read` waits until a study has been read whole. */
export async function served(store) {
  const app = await createServer({
    store,
    clock,
    choose,
    dir: ".diapason",
    version: "0.0.0",
    identify: () => ({ name: "bench", role: "admin" }),
    page: site,
  })
  const url = await app.listen({ host: "127.0.0.1", port: 0 })
  return {
    url,
    async read(study) {
      for (;;) {
        const answer = await app.inject(`/v1/studies/${encodeURIComponent(study)}`)
        if (answer.statusCode === 200 && !("loading" in answer.json())) return
        await pause(100)
      }
    },
    close: () => app.close(),
  }
}

const pause = (ms) => new Promise((resolve) => setTimeout(resolve, ms))

const clock = {
  now: Date.now,
  after: pause,
  every(ms, work, signal) {
    const timer = setInterval(work, ms)
    signal.addEventListener("abort", () => clearInterval(timer), { once: true })
  },
}
