import { memoryStore } from "@diapason/core"
import { bigStudy } from "@diapason/testkit"
import { openBrowser } from "../../scripts/open-browser.mjs"
import { atMost, figure, median } from "../frame/figures.mjs"
import { served } from "./served.mjs"

const repeats = 5
const slower = 4

/** Milliseconds until the list of studies can be used, and the compressed bytes that a first visit of it and of an overview loads. */
export async function landing() {
  const store = memoryStore({ now: Date.now })
  const study = bigStudy({ trials: 40, points: 400 })
  await store.append(study.name, [...study.events()].map(unstamped))
  const server = await served(store)
  const browser = await openBrowser()
  try {
    const [usable, loaded] = [[], []]
    for (let i = 0; i < repeats; i++) {
      const context = await browser.newContext()
      const page = await context.newPage()
      const session = await context.newCDPSession(page)
      await session.send("Network.enable")
      let bytes = 0
      session.on("Network.loadingFinished", ({ encodedDataLength }) => (bytes += encodedDataLength))
      await session.send("Emulation.setCPUThrottlingRate", { rate: slower })
      const begun = performance.now()
      await page.goto(`${server.url}/`)
      await page.locator("main a[href*='/s/']").first().waitFor()
      usable.push(performance.now() - begun)
      await page.goto(`${server.url}/s/${study.name}`)
      await page.locator("figure canvas").first().waitFor()
      loaded.push(bytes / 1000)
      await context.close()
    }
    return {
      figures: [
        figure("list of studies usable", "diapason", "ms", usable),
        figure("loaded for it and an overview", "diapason", "kB", loaded),
      ],
      aims: [atMost("list of studies usable", median(usable), 1000, "ms"), atMost("loaded for a first visit", median(loaded), 350, "kB")],
      notes: [`the processor is slowed down ${slower} times by the browser`],
    }
  } finally {
    await browser.close()
    await server.close()
  }
}

/** The body of an event, for another store to stamp. */
const unstamped = (event) => Object.fromEntries(Object.entries(event).filter(([name]) => !["seq", "at", "hash"].includes(name)))
