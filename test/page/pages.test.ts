import { afterAll, beforeAll, describe, expect, it } from "vitest"
import { noBrowser } from "../../scripts/open-browser.mjs"
import { pages, studies } from "./studies.ts"
import { world, type World } from "./world.ts"

describe.skipIf(noBrowser !== undefined)("every page", () => {
  let seen: World
  beforeAll(async () => void (seen = await world(await studies.store())), 120_000)
  afterAll(() => seen.close())

  it.each(studies.names)("shows the study %s without a complaint", async (study) => {
    const page = await seen.open(`/s/${encodeURIComponent(study)}`)
    for (const path of pages) {
      await go(page, `/s/${encodeURIComponent(study)}/${path}`)
      await page.locator("main").locator("h1, h2, .lack, [role=alert]").first().waitFor()
      await seen.settled(page)
      expect(seen.complaints(), `${study} ${path}`).toEqual([])
      await seen.picture(page, `${study.replace(/\W+/g, "-").slice(0, 40)}-${path.replace("/", "-") || "overview"}`)
    }
    await page.close()
  })

  // What is not of colours is the same in both.
  it.each([
    { theme: "light", rules: undefined },
    { theme: "dark", rules: ["color-contrast"] },
  ] as const)("keeps nobody out in the $theme theme", async ({ theme, rules }) => {
    const page = await seen.open(`/`, { theme })
    for (const path of ["/", ...pages.map((one) => `/s/forty/${one}`), "/s/trade/tradeoffs", "/s/none", "/compare?studies=forty,fails"]) {
      await go(page, path)
      await page.locator("h1").first().waitFor({ state: "attached" })
      await seen.settled(page)
      expect(seen.complaints(), path).toEqual([])
      expect(await seen.barriers(page, rules), path).toEqual([])
      await seen.picture(page, `${theme}${path.replace(/\W+/g, "-")}`)
    }
    await page.close()
  })

  it("fits a phone 360 pixels wide: nothing is wider than the screen but what scrolls by itself", async () => {
    const page = await seen.open(`/`, { width: 360, height: 740 })
    for (const path of ["/", ...pages.map((one) => `/s/forty/${one}`)]) {
      await go(page, path)
      await seen.settled(page)
      expect(await page.evaluate(() => document.documentElement.scrollWidth), path).toBeLessThanOrEqual(360)
      await seen.picture(page, `phone${path.replace(/\W+/g, "-")}`)
    }
    await page.close()
  })
})

/** Goes to another address as a link does, without loading the page anew. */
const go = (page: Awaited<ReturnType<World["open"]>>, address: string): Promise<void> =>
  page.evaluate((to) => {
    history.pushState(null, "", to)
    dispatchEvent(new PopStateEvent("popstate"))
  }, address)
