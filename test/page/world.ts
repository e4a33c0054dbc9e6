import { mkdirSync, readFileSync } from "node:fs"
import { createRequire } from "node:module"
import { fileURLToPath } from "node:url"
import { choose } from "@diapason/algorithms"
import type { Clock, EventStore } from "@diapason/core"
import { createServer, type Analyst, type Asked } from "@diapason/server"
import type { Browser, BrowserContext, Page, Request } from "playwright-core"
import { openBrowser } from "../../scripts/open-browser.mjs"

/** A server with a page, and a browser that looks at it. */
export interface World {
  readonly browser: Browser
  /** Of the server, without a slash at the end. */
  readonly url: string
  /** Waits until the server has read a study whole. */
  read(study: string): Promise<void>
  /** Opens an address below the server, as somebody who may do everything. Mistakes of the page are gathered in `complaints`. */
  open(address: string, look?: Look): Promise<Page>
  /** What pages have thrown or written as errors, since the last call. */
  complaints(): readonly string[]
  /** Waits until a page of this world neither loads nor draws. */
  settled(page: Page): Promise<void>
  /** What keeps people from using the page as it stands, by axe: by all its rules, or by those with these names. */
  barriers(page: Page, rules?: readonly string[]): Promise<readonly string[]>
  /** Keeps a picture of the page in `.cache/pictures`, for people, where DIAPASON_PICTURES asks for it. */
  picture(page: Page, name: string): Promise<void>
  close(): Promise<void>
}

interface Look {
  readonly width?: number
  readonly height?: number
  readonly theme?: "light" | "dark"
}

const root = fileURLToPath(new URL("../..", import.meta.url))
const pictures = `${root}.cache/pictures`
/** No entry of a package offers it: it is what the command gives its server. */
const analysis = (file: string) => import(new URL(`../../packages/diapason/dist/analysis/${file}.js`, import.meta.url).href)
const { answering } = (await analysis("answering")) as { answering(store: EventStore): (asked: Asked) => Promise<unknown> }
const inPlace = (store: EventStore): Analyst => ({ answer: answering(store), close: () => Promise.resolve() })

/** As the command starts it: in a thread with its own connection to the store of this address. */
export const { analystThread } = (await analysis("analyst-thread")) as { analystThread(store: string): Analyst }

const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8")

/** Serves a store on a free port of this machine and starts a browser. `analyst`: in place where it is left out, since a store in memory is in no other thread. */
export async function world(store: EventStore, analyst: Analyst = inPlace(store)): Promise<World> {
  const app = await createServer({
    store,
    clock,
    choose,
    dir: `${root}.cache/page`,
    version: "0.0.0",
    identify: () => ({ name: "ada@lab", role: "admin" }),
    analyst,
    page: `${root}packages/dashboard/dist/site`,
  })
  const [url, browser] = await Promise.all([app.listen({ host: "127.0.0.1", port: 0 }), openBrowser()])
  const said: string[] = []
  const loading = new Map<Page, Set<Request>>()
  const contexts = new Map<string, Promise<BrowserContext>>()
  return {
    browser,
    url,
    async read(study) {
      for (;;) {
        const answer = await app.inject(`/v1/studies/${encodeURIComponent(study)}`)
        if (answer.statusCode === 200 && !("loading" in answer.json<object>())) return
        await new Promise((resolve) => setTimeout(resolve, 100))
      }
    },
    async open(address, look = {}) {
      const context = await known(contexts, browser, look)
      const page = await context.newPage()
      page.on("pageerror", (error) => said.push(error.message))
      // What could not be loaded is told better by the answer itself.
      page.on("console", (message) => {
        if (message.type() === "error" && !message.text().startsWith("Failed to load resource")) said.push(message.text())
      })
      page.on("response", (answer) => {
        if (answer.status() >= 400 && !mayLack.test(answer.url())) said.push(`${answer.status()} ${answer.url()}`)
      })
      loading.set(page, new Set())
      page.on("request", (request) => !goesOn(request) && loading.get(page)!.add(request))
      page.on("requestfinished", (request) => loading.get(page)!.delete(request))
      page.on("requestfailed", (request) => loading.get(page)!.delete(request))
      page.on("request", (request) => !request.url().startsWith(url) && said.push(`asked elsewhere: ${request.url()}`))
      await page.goto(url + address)
      return page
    },
    complaints: () => said.splice(0),
    async settled(page) {
      const since = Date.now()
      for (let quiet = 0; quiet < 2;) {
        if (Date.now() - since > 20_000) throw new Error(`still loads: ${[...loading.get(page)!].map((one) => one.url()).join(" ")}`)
        await page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(done, 20)))))
        quiet = loading.get(page)!.size === 0 ? quiet + 1 : 0
      }
    },
    async barriers(page, rules) {
      if (!(await page.evaluate(() => "axe" in globalThis))) await page.evaluate(axe)
      return page.evaluate(async (runOnly) => {
        const { run } = (globalThis as unknown as { axe: { run(options: object): Promise<{ violations: readonly Violation[] }> } }).axe
        const { violations } = await run(runOnly === undefined ? {} : { runOnly })
        return violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html.slice(0, 160)).join("  ")}`)
      }, rules)
    },
    async picture(page, name) {
      if (process.env["DIAPASON_PICTURES"] !== "1") return
      mkdirSync(pictures, { recursive: true })
      await page.screenshot({ path: `${pictures}/${name}.png` })
    },
    async close() {
      await browser.close()
      await app.close()
    },
  }
}

/** A stream does not end, and of the program of a thread no page hears for sure that it was loaded. */
const goesOn = (request: Request): boolean =>
  request.resourceType() === "eventsource" || /\/assets\/(events|model)-\w+\.js$/.test(request.url())

/** What a trial printed is not there where nothing ran. */
const mayLack = /\/trials\/\d+\/log\b/

interface Violation {
  readonly id: string
  readonly nodes: readonly { readonly html: string }[]
}

/** Pages of one look share a context: what one has fetched the next need not. */
function known(contexts: Map<string, Promise<BrowserContext>>, browser: Browser, look: Look): Promise<BrowserContext> {
  const { width = 1280, height = 900, theme = "light" } = look
  const key = `${width} ${height} ${theme}`
  const context = contexts.get(key) ?? browser.newContext({ viewport: { width, height }, colorScheme: theme, reducedMotion: "reduce" })
  contexts.set(key, context)
  return context
}

const clock: Clock = {
  now: Date.now,
  after: (ms) => new Promise((resolve) => setTimeout(resolve, ms)),
  every(ms, work, signal) {
    const timer = setInterval(work, ms)
    signal.addEventListener("abort", () => clearInterval(timer), { once: true })
  },
}
