import { mkdirSync, mkdtempSync, readFileSync } from "node:fs"
import { createRequire } from "node:module"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { fileURLToPath, pathToFileURL } from "node:url"
import { createStudy } from "diapason"
import { spaceFromJson, type Space } from "@diapason/core"
import { afterAll, beforeAll, describe, expect, it } from "vitest"
import type { Browser, Page } from "playwright-core"
import { noBrowser, openBrowser } from "../../scripts/open-browser.mjs"
import { writePlayground } from "../../scripts/playground.mjs"

const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8")
const pictures = fileURLToPath(new URL("../../.cache/pictures", import.meta.url))

describe.skipIf(noBrowser !== undefined)(`the playground${noBrowser === undefined ? "" : `: ${noBrowser}`}`, () => {
  let browser: Browser
  let file: string
  const complaints: string[] = []
  beforeAll(async () => {
    const folder = mkdtempSync(join(tmpdir(), "playground-"))
    await Promise.all([writePlayground(folder), openBrowser().then((opened) => (browser = opened))])
    file = pathToFileURL(join(folder, "index.html")).href
  })
  afterAll(() => browser.close())

  /** The page as it opens from a folder, without a server. Whatever it throws, says as an error or asks of elsewhere is a complaint. */
  async function open(hash: string, colorScheme: "light" | "dark" = "light", width = 1360): Promise<Page> {
    const page = await (await browser.newContext({ colorScheme, viewport: { width, height: 900 } })).newPage()
    page.on("pageerror", ({ message }) => complaints.push(message))
    page.on("console", (said) => said.type() === "error" && complaints.push(said.text()))
    page.on("request", (request) => /^(file|data|blob):/.test(request.url()) || complaints.push(request.url()))
    await page.goto(`${file}#${hash}`)
    await page.selectOption("#pace", "0")
    return page
  }

  const ended = (page: Page) => page.waitForFunction(() => document.body.dataset["state"] === "ended")

  it("races to its end, and its table says what a study in Node finds with the same seed", async () => {
    const page = await open("on=own&f=x*x%2By*y&x=-3,4&y=-3,4&race=random,tpe,gp&trials=8&races=2&seed=5")
    await page.click("#start")
    await ended(page)
    const said = await page.$$eval("#table tbody tr", (rows) => rows.map((row) => [row.dataset["sampler"], Number(row.dataset["best"])]))
    const here = await Promise.all(
      ["random", "tpe", "gp"].map(async (name) => [name, Math.min(await bestOf(name, 5), await bestOf(name, 6))]),
    )
    expect(said.toSorted()).toEqual(here.toSorted())
    expect(await page.textContent("#said")).toMatch(/^The race has ended\. After 8 trials, over 2 races, .* leads with/)
    await picture(page, "playground")
  })

  it("is stepped, paused, looked back at and begun again by keys alone, and stays answerable while models are fitted", async () => {
    const page = await open("on=hartmann6&race=auto,random-forest&trials=40")
    await page.locator("h1").click()
    await page.keyboard.press("s")
    await page.waitForFunction(() => document.querySelectorAll("#points .mark").length === 12)
    await page.keyboard.press(" ")
    await page.waitForFunction(() => document.querySelectorAll("#points .mark").length > 80)
    const longest = await page.evaluate(
      () =>
        new Promise<number>((resolve) => {
          let [last, worst, frames] = [performance.now(), 0, 0]
          const frame = (now: number) => {
            worst = Math.max(worst, now - last)
            last = now
            if (++frames < 20) requestAnimationFrame(frame)
            else resolve(worst)
          }
          requestAnimationFrame(frame)
        }),
    )
    expect(longest).toBeLessThan(1000)
    await page.keyboard.press(" ")
    expect(await page.textContent("#start")).toBe("Go on")
    await page.focus("#until")
    await page.keyboard.press("Home")
    await page.waitForFunction(() => document.querySelectorAll("#points .mark").length === 12)
    await page.locator("h1").click()
    await page.keyboard.press("r")
    expect(await page.textContent("#start")).toBe("Start")
  })

  it("takes an own function, tells what is wrong with one, and runs nothing of it as code", async () => {
    const page = await open("race=random&trials=5")
    await page.selectOption("#function", "own")
    await page.fill("#own-text", "x * z")
    expect(await page.textContent("#wrong")).toContain("z is not known here")
    expect(await page.isDisabled("#start")).toBe(true)
    await page.fill("#own-text", "pow(x, 2) + cos(y)")
    await page.click("#start")
    await ended(page)
    expect(page.url()).toContain("f=pow%28x%2C+2%29")
    expect(await page.textContent("#table caption")).toBe("Least values found")
  })

  it.each(["light", "dark"] as const)("keeps nobody out, in the %s theme and on a narrow screen", async (theme) => {
    const page = await open("on=branches&race=random,cma-es,sobol&trials=12", theme, 380)
    await page.click("#start")
    await ended(page)
    await page.evaluate(axe)
    const found = await page.evaluate(async () => {
      const { run } = (
        globalThis as unknown as { axe: { run(): Promise<{ violations: readonly { id: string; nodes: readonly { html: string }[] }[] }> } }
      ).axe
      return (await run()).violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html.slice(0, 120)).join(" ")}`)
    })
    expect(found).toEqual([])
    expect(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth)).toBe(true)
    await picture(page, `playground-${theme}`)
  })

  it("throws nothing and asks nobody for anything", () => {
    expect(complaints).toEqual([])
  })
})

/** The least value that a sampler finds in eight trials of the same function, in this process. */
async function bestOf(sampler: string, seed: number): Promise<number> {
  const axis = { type: "float", low: -3, high: 4 }
  const space = spaceFromJson({ x: axis, y: axis }) as Space<{ x: number; y: number }>
  const study = await createStudy({ space, minimize: "loss", sampler, seed, budget: { trials: 8 } })
  for (let trial = await study.ask(); trial !== undefined; trial = await study.ask()) {
    const { x, y } = trial.config
    await trial.tell(x * x + y * y)
  }
  const { values } = study.best!
  await study.close()
  return values["loss"]!
}

async function picture(page: Page, name: string): Promise<void> {
  if (process.env["DIAPASON_PICTURES"] !== "1") return
  mkdirSync(pictures, { recursive: true })
  await page.screenshot({ path: join(pictures, `${name}.png`), fullPage: true })
}
