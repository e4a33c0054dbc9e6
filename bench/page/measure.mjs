/* global document, history, location, dispatchEvent, PopStateEvent, requestAnimationFrame */
import { readFileSync } from "node:fs"

/**
 * What a reader of a big study waits for, measured in the browser.
 * @typedef {object} Measured
 * @property {number} firstPaint milliseconds from asking for the page until the study is on the screen with its first chart
 * @property {number} filter milliseconds from a changed filter until it is painted
 * @property {number} brush milliseconds from a changed brush until it is painted
 * @property {number} memory megabytes of the page's process that are its own
 */

/**
 * Opens the study in a fresh page and measures. The page's sections carry `data-position` and `data-kept`: which moment of the log they
 * show, and how many trials filter and brushes keep.
 * @param {import("playwright-core").Browser} browser
 * @param {string} url of the server, without a slash at the end
 * @param {string} study
 * @returns {Promise<Measured>}
 */
export async function measure(browser, url, study) {
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 } })
  const page = await context.newPage()
  // What every page shares is in the browser's cache by then, as for everybody who came from the list of studies.
  await page.goto(`${url}/`)
  await page.locator("h1").first().waitFor()
  const begun = performance.now()
  await page.goto(`${url}/s/${encodeURIComponent(study)}`)
  await page.locator("[data-position]").first().waitFor()
  await page.locator("figure canvas, figure svg").first().waitFor()
  await painted(page)
  const firstPaint = performance.now() - begun
  const filter = await median(5, (i) => changed(page, { q: `steps>${i + 1}` }))
  await page.goto(`${url}/s/${encodeURIComponent(study)}/space`)
  await page.locator("[data-position]").first().waitFor()
  await page.locator("figure canvas, figure svg, canvas").first().waitFor()
  await painted(page)
  const brush = await median(5, (i) => changed(page, { b: `val_loss:0..${0.6 + i / 10}` }))
  const memory = await memoryOf(browser, page)
  await context.close()
  return { firstPaint, filter, brush, memory }
}

/**
 * Milliseconds from a change of the address until another number of trials is kept and painted.
 * @param {import("playwright-core").Page} page
 * @param {Readonly<Record<string, string>>} search
 */
function changed(page, search) {
  return page.evaluate(async (wanted) => {
    const kept = () => document.querySelector("[data-kept]")?.getAttribute("data-kept")
    const before = kept()
    const begun = performance.now()
    history.pushState(null, "", `${location.pathname}?${new URLSearchParams(wanted).toString()}`)
    dispatchEvent(new PopStateEvent("popstate"))
    while (kept() === before) {
      if (performance.now() - begun > 10_000) throw new Error(`nothing changed at ${JSON.stringify(wanted)}`)
      await new Promise((done) => setTimeout(done, 1))
    }
    await new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))
    return performance.now() - begun
  }, search)
}

/** @param {import("playwright-core").Page} page */
const painted = (page) => page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))))

/**
 * Megabytes of anonymous memory of the process that draws the page: what it has allocated, without the program that it shares with others.
 * @param {import("playwright-core").Browser} browser
 * @param {import("playwright-core").Page} page
 */
async function memoryOf(browser, page) {
  await page.requestGC()
  const session = await browser.newBrowserCDPSession()
  const { processInfo } = await session.send("SystemInfo.getProcessInfo")
  const sizes = processInfo.filter(({ type }) => type === "renderer").map(({ id }) => anonymous(id))
  await session.detach()
  return Math.max(...sizes)
}

/** @param {number} pid */
function anonymous(pid) {
  const found = /RssAnon:\s+(\d+) kB/.exec(readFileSync(`/proc/${pid}/status`, "utf8"))
  return Number(found?.[1] ?? NaN) / 1024
}

/**
 * @param {number} times
 * @param {(i: number) => Promise<number>} work
 */
async function median(times, work) {
  const all = []
  for (let i = 0; i < times; i++) all.push(await work(i))
  return all.sort((a, b) => a - b)[times >> 1] ?? NaN
}
