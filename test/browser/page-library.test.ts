import { createServer } from "node:http"
import type { AddressInfo } from "node:net"
import { gzipSync } from "node:zlib"
import { createStudy, type Study } from "diapason"
import { spaceFromJson, type Config, type Space } from "@diapason/core"
import { afterAll, beforeAll, describe, expect, it } from "vitest"
import type { Browser, Page } from "playwright-core"
import { noBrowser, openBrowser } from "../../scripts/open-browser.mjs"
import { pageLibrary } from "../../scripts/page-library.mjs"

/** What its visitors load at most, in bytes: a tenth above what it is. */
const limit = { whole: 605_000, gzip: 230_000 }

const space = {
  x: { type: "float", low: -5, high: 10 },
  rate: { type: "float", low: 1e-5, high: 1, scale: "log" },
  width: { type: "int", low: 1, high: 64 },
  kind: { type: "choice", values: ["a", "b"] },
  depth: { type: "int", low: 1, high: 9, when: { kind: ["b"] } },
} as const

const samplers = ["random", "sobol", "tpe", "gp", "cma-es", "turbo", "random-forest", "auto"]

/** Arithmetic alone, the same wherever it runs. */
const loss = ({ x, rate, width, depth }: Config): number =>
  (Number(x) - 2) ** 2 + Number(rate) * 3 + Math.abs(Number(width) - 20) + Number(depth ?? 4)

const { text, files, imports } = await pageLibrary()

describe("the library for pages", () => {
  it("is made of our sources alone, asks for nothing, and keeps to its size", () => {
    expect(files.filter((file) => !/^packages\/(math|core|algorithms|executors|diapason)\/src\//.test(file))).toEqual([])
    expect(imports).toEqual([])
    expect(text.match(/["']node:|\brequire\(|[^.\w]process\.[a-z]+\b(?=[(.[])|\bimport\(|\bfetch\(|\beval\(|new Function/g) ?? []).toEqual(
      [],
    )
    expect({ whole: text.length < limit.whole, gzip: gzipSync(text).length < limit.gzip }).toEqual({ whole: true, gzip: true })
  })
})

describe.skipIf(noBrowser !== undefined)(`the library in a real page${noBrowser === undefined ? "" : `: ${noBrowser}`}`, () => {
  let page: Page
  let browser: Browser
  const server = createServer((request, response) => {
    const asked =
      request.url === "/diapason.min.js" ? { type: "text/javascript", body: text } : { type: "text/html", body: "<!doctype html>" }
    response.setHeader("content-type", asked.type).end(asked.body)
  })
  beforeAll(async () => {
    await new Promise<void>((done) => server.listen(0, "127.0.0.1", done))
    browser = await openBrowser()
    page = await browser.newPage()
    await page.goto(`http://127.0.0.1:${(server.address() as AddressInfo).port}/`)
  })
  afterAll(async () => {
    await browser.close()
    server.close()
  })

  it.each(samplers)("suggests by %s what Node suggests, bit for bit", async (sampler) => {
    const study = await createStudy<Config>({
      space: spaceFromJson(space) as Space<Config>,
      minimize: "loss",
      sampler,
      seed: 7,
      budget: { trials: 12 },
    })
    const here = await told(study)
    await study.close()
    const there = await page.evaluate(`(async () => {
      const { createStudy, spaceFromJson } = await import("/diapason.min.js")
      const study = await createStudy({
        space: spaceFromJson(${JSON.stringify(space)}), minimize: "loss", sampler: ${JSON.stringify(sampler)}, seed: 7, budget: { trials: 12 },
      })
      const loss = ${loss.toString()}
      return (${told.toString()})(study)
    })()`)
    expect(there).toEqual(here)
    expect(here.length).toBe(12)
  })

  it("optimises an asynchronous function, stops a bad trial early, and says what a wrong space lacks", async () => {
    const outcome = await page.evaluate(`(async () => {
      const { optimize, space, float, DiapasonError } = await import("/diapason.min.js")
      const { best, trials, outcome } = await optimize({
        space: space({ x: float(-5, 5) }), minimize: "loss", seed: 1, budget: { trials: 30 }, parallel: 2, sampler: "random",
        fidelity: { name: "step", min: 1, max: 4 }, scheduler: "median",
        async objective({ x }, trial) {
          for (let step = 1; step <= 4; step++) {
            const decision = await trial.report({ loss: (x - 1) ** 2 + 4 - step }, { step })
            if (decision.action !== "continue") return decision
          }
        },
      })
      const wrong = await Promise.resolve().then(() => space({ x: float(5, -5) })).catch((error) => [error instanceof DiapasonError, error.code])
      return { near: Math.abs(best.config.x - 1) < 1, pruned: trials.some(({ state }) => state === "pruned"), outcome, wrong }
    })()`)
    expect(outcome).toEqual({ near: true, pruned: true, outcome: "done", wrong: [true, "D105"] })
  })
})

/** All configurations and losses of a study that is driven to its end, as text: equal text, equal bits. Runs in the page too. */
async function told(study: Study<Config>): Promise<readonly string[]> {
  const said: string[] = []
  for (let trial = await study.ask(); trial !== undefined; trial = await study.ask()) {
    await trial.tell(loss(trial.config))
    said.push(JSON.stringify([trial.config, loss(trial.config), trial.why]))
  }
  return said
}
