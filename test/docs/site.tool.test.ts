import { createReadStream, existsSync, mkdirSync, readFileSync, statSync } from "node:fs"
import { createServer, type Server } from "node:http"
import { createRequire } from "node:module"
import type { AddressInfo } from "node:net"
import { extname, join, normalize } from "node:path"
import type { Browser, Page } from "playwright-core"
import { afterAll, beforeAll, describe, expect, test } from "vitest"
import { buildSite } from "../../scripts/docs/build.mjs"
import { noBrowser, openBrowser } from "../../scripts/open-browser.mjs"
import { root } from "./blocks.ts"

const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8")

/** The site as somebody sees it who has it on a disk and no network: built, on a plain file server, in a real browser. */
describe.skipIf(noBrowser !== undefined)("the built site", () => {
  let server: Server
  let browser: Browser
  let url = ""
  const elsewhere: string[] = []
  const said: string[] = []

  beforeAll(async () => {
    const site = process.env["DIAPASON_SITE"] ?? (await buildSite())
    server = createServer((asked, answer) => {
      const place = join(site, normalize(decodeURIComponent(new URL(asked.url ?? "/", "http://x").pathname)))
      const file = existsSync(place) && statSync(place).isDirectory() ? join(place, "index.html") : place
      if (!existsSync(file)) return void answer.writeHead(404).end()
      answer.writeHead(200, { "content-type": kinds[extname(file)] ?? "application/octet-stream" })
      createReadStream(file).pipe(answer)
    })
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve))
    url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
    browser = await openBrowser()
  }, 400_000)

  afterAll(async () => {
    await browser?.close()
    server?.close()
  })

  const open = async (address: string, theme: "light" | "dark"): Promise<Page> => {
    const context = await browser.newContext({ viewport: { width: 1360, height: 900 }, colorScheme: theme, reducedMotion: "reduce" })
    const page = await context.newPage()
    page.on("request", (request) => request.url().startsWith(url) || request.url().startsWith("data:") || elsewhere.push(request.url()))
    page.on("pageerror", (error) => said.push(`${address}: ${error.message}`))
    page.on("response", (answer) => answer.status() >= 400 && said.push(`${answer.status()} ${answer.url()}`))
    await page.goto(url + address, { waitUntil: "networkidle" })
    return page
  }

  const looks = [
    ["/", "start"],
    ["/tutorials/one-gpu.html", "tutorial"],
    ["/samplers/tpe.html", "sampler"],
    ["/reference/errors.html", "errors"],
    ["/api/library.html", "library"],
  ] as const
  test.each(looks)(
    "%s can be used by everybody, in both themes, and asks nothing of elsewhere",
    { timeout: 120_000 },
    async (address, name) => {
      for (const theme of ["light", "dark"] as const) {
        const page = await open(address, theme)
        await picture(page, `${name}-${theme}`)
        expect(await barriers(page), theme).toEqual([])
        await page.context().close()
      }
      expect(elsewhere).toEqual([])
      expect(said).toEqual([])
    },
  )

  test("search finds a code, a sampler and a flag without a network", { timeout: 120_000 }, async () => {
    const page = await open("/", "light")
    await page.locator(".VPNavBarSearch button").first().click()
    for (const [words, found] of [
      ["D210", "/reference/errors.html#d210"],
      ["freeze-thaw", "/samplers/freeze-thaw.html"],
      ["--fail-if", "/tutorials/typescript.html"],
    ] as const) {
      await page.locator(".VPLocalSearchBox input").fill(words)
      await expect
        .poll(() => page.locator(`.VPLocalSearchBox .results a[href*="${found}"]`).count(), { timeout: 20_000 })
        .toBeGreaterThan(0)
    }
    await picture(page, "search")
    await page.locator('.VPLocalSearchBox .results a[href*="/tutorials/typescript.html"]').first().click()
    await expect.poll(() => page.url(), { timeout: 20_000 }).toContain("/tutorials/typescript.html")
    expect(elsewhere).toEqual([])
  })
})

const kinds: Readonly<Record<string, string>> = {
  ...{ ".html": "text/html; charset=utf-8", ".js": "text/javascript", ".css": "text/css", ".svg": "image/svg+xml" },
  ...{ ".json": "application/json", ".wasm": "application/wasm" },
}

/** What keeps people from using the page, by all rules of axe but those about landmarks that the theme's own frame decides. */
async function barriers(page: Page): Promise<readonly string[]> {
  await page.evaluate(axe)
  return page.evaluate(async () => {
    const { run } = (globalThis as unknown as { axe: { run(options: object): Promise<{ violations: readonly Violation[] }> } }).axe
    const { violations } = await run({ runOnly: ["wcag2a", "wcag2aa", "wcag21aa"] })
    return violations.map(
      ({ id, nodes }) =>
        `${id}: ${nodes
          .slice(0, 5)
          .map(({ html }) => html.slice(0, 160))
          .join("  ")}`,
    )
  })
}

interface Violation {
  readonly id: string
  readonly nodes: readonly { readonly html: string }[]
}

/** Keeps a picture in `.cache/pictures`, for people, where DIAPASON_PICTURES asks for it. */
async function picture(page: Page, name: string): Promise<void> {
  if (process.env["DIAPASON_PICTURES"] !== "1") return
  mkdirSync(join(root, ".cache/pictures"), { recursive: true })
  await page.screenshot({ path: join(root, ".cache/pictures", `site-${name}.png`) })
}
