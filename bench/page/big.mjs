import { bigStudy } from "@diapason/testkit"
import { openBrowser } from "../../scripts/open-browser.mjs"
import { atMost, figure, median } from "../frame/figures.mjs"
import { measure } from "./measure.mjs"
import { served } from "./served.mjs"

const sizes = [
  { trials: 5000, points: 250_000 },
  { trials: 100_000, points: 5_000_000 },
]
const repeats = 3

/** First paint, filter, brush and memory, for a study that the server has read. */
export async function big({ say }) {
  const [figures, aims] = [[], []]
  for (const size of sizes) {
    const study = bigStudy({ ...size, parameters: 12 })
    const server = await served(study.store({ now: Date.now }))
    const browser = await openBrowser()
    try {
      await server.read(study.name)
      const runs = []
      for (let i = 0; i < repeats; i++) {
        runs.push(await measure(browser, server.url, study.name))
        say(`  ${size.trials} trials: repeat ${i + 1} of ${repeats}`)
      }
      const all = (key) => runs.map((one) => one[key])
      figures.push(
        figure(`${size.trials} trials: first paint`, "diapason", "ms", all("firstPaint")),
        figure("  filter to repaint", "diapason", "ms", all("filter")),
        figure("  brush to repaint", "diapason", "ms", all("brush")),
        figure("  memory of the page", "diapason", "MB", all("memory")),
      )
      aims.push(
        atMost(`${size.trials} trials: first paint`, median(all("firstPaint")), 1000, "ms"),
        atMost(`${size.trials} trials: filter to repaint`, median(all("filter")), 200, "ms"),
        atMost(`${size.trials} trials: brush to repaint`, median(all("brush")), 200, "ms"),
        atMost(`${size.trials} trials: memory of the page`, median(all("memory")), 300, "MB"),
      )
    } finally {
      await browser.close()
      await server.close()
    }
  }
  return { figures, aims, notes: ["memory: anonymous memory of the process that draws the page"] }
}
