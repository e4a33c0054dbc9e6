import { mkdtempSync, readFileSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import type { EventStore } from "@diapason/core"
import { openStore } from "@diapason/stores"
import type { Page } from "playwright-core"
import { afterAll, beforeAll, describe, expect, it } from "vitest"
import { noBrowser } from "../../scripts/open-browser.mjs"
import { appendPairs, studies } from "./studies.ts"
import { analystThread, world, type World } from "./world.ts"

const url = `sqlite:${join(mkdtempSync(join(tmpdir(), "page-")), "a.db")}`

describe.skipIf(noBrowser !== undefined)("what mattered, and whether the winner is real", () => {
  let store: EventStore
  let seen: World
  let page: Page
  let pairs: readonly string[]
  beforeAll(async () => {
    store = await studies.store(await openStore(url))
    pairs = await appendPairs(store)
    seen = await world(store, analystThread(url))
    page = await seen.open("/s/forty")
  }, 120_000)
  afterAll(async () => {
    await seen.close()
    await store.close()
  })

  const asked = async <T>(path: string): Promise<T> => (await (await fetch(`${seen.url}/v1/studies/forty/${path}`)).json()) as T
  const go = (address: string): Promise<void> =>
    page.evaluate((to) => {
      history.pushState(null, "", to)
      dispatchEvent(new PopStateEvent("popstate"))
    }, address)
  /** The place as it stands, in both themes, with nobody kept out. */
  const looked = async (name: string): Promise<void> => {
    await seen.settled(page)
    expect(await seen.barriers(page), name).toEqual([])
    await seen.picture(page, `${name}-light`)
    await page.emulateMedia({ colorScheme: "dark" })
    await seen.settled(page)
    expect(await seen.barriers(page, ["color-contrast"]), name).toEqual([])
    await seen.picture(page, `${name}-dark`)
    await page.emulateMedia({ colorScheme: "light" })
  }

  it("the card of the best shows the lucky value beside the likely one, in the words of the command line", async () => {
    const best = await asked<{ says: readonly string[]; estimate: { trial: number; raw: { trial: number } } }>("best")
    const card = page.locator("#panel-best")
    for (const sentence of best.says) await card.getByText(sentence).waitFor()
    const rows = card.locator("tbody tr")
    expect(await rows.locator("th").allInnerTexts()).toEqual(["raw: the best value seen", "estimate: likely when run again"])
    expect(await rows.locator("a").allInnerTexts()).toEqual([`#${best.estimate.raw.trial}`, `#${best.estimate.trial}`])
    expect(await rows.nth(1).locator("td").nth(1).innerText()).toMatch(/^[\d.]+ to [\d.]+$/)
    await looked("winner")
  }, 60_000)

  it("at a past moment it is the best of then", async () => {
    await go("/s/forty?at=120")
    const { best, says } = await asked<{ best: readonly { trial: number }[]; says: readonly string[] }>("best?at=120")
    await page.getByRole("heading", { name: `Best: #${best[0]!.trial} ★` }).waitFor()
    await page.locator("#panel-best").getByText(says[0]!).waitFor()
    await go("/s/forty")
  }, 60_000)

  it("Report saves the file that the server makes, by keyboard", async () => {
    const button = page.getByRole("button", { name: "Report", exact: true })
    await button.focus()
    const [saved] = await Promise.all([page.waitForEvent("download", { timeout: 150_000 }), page.keyboard.press("Enter")])
    expect(saved.suggestedFilename()).toBe("forty-report.html")
    const served = await (await fetch(`${seen.url}/v1/studies/forty/report`)).text()
    expect(readFileSync((await saved.path()) ?? "", "utf8")).toBe(served)
    await button.waitFor()
  }, 200_000)

  it("plays the record under other schedulers, and says of each what it would have saved or why nobody can tell", async () => {
    await go("/s/forty/schedule")
    const panel = page.locator("#panel-what-if")
    await panel.getByRole("button", { name: "asha", exact: true }).press("Enter")
    await panel.locator("tbody tr").nth(1).waitFor()
    await panel.getByLabel("with settings").fill('{"type":"asha","eta":2}, pbt')
    await page.keyboard.press("Enter")
    await panel.getByRole("alert").waitFor()
    await expect
      .poll(() => panel.locator("tbody th").allInnerTexts(), { timeout: 20_000 })
      .toEqual(["none, as recorded in 2 slots", "asha", '{"type":"asha","eta":2}'])
    expect(new URL(page.url()).searchParams.get("whatif")).toBe('asha,{"type":"asha","eta":2},pbt')
    const told = await asked<{ played: { steps: number }; saved: { steps: number } }>("what-if?scheduler=asha")
    const cells = await panel.locator("tbody tr").nth(1).locator("td").allInnerTexts()
    expect(cells[0]).toBe(String(told.played.steps))
    expect(cells[2]).toMatch(new RegExp(`^${told.saved.steps} \\(\\d+ %\\)$`))
    const refused = await asked<{ title: string; why: string; fix: string }>("what-if?scheduler=pbt")
    const words = await panel.getByRole("alert").innerText()
    for (const said of [refused.title, refused.why, refused.fix]) expect(words).toContain(said)
    expect(seen.complaints()).toEqual([`422 ${seen.url}/v1/studies/forty/what-if?scheduler=pbt`])
    await panel.scrollIntoViewIfNeeded()
    await looked("what-if")
    await panel.getByRole("button", { name: "pbt" }).click()
    await panel.getByRole("alert").waitFor({ state: "detached" })
    expect(seen.complaints()).toEqual([])
  }, 120_000)

  it("groups of studies are held against each other by patterns, and by what they were set to", async () => {
    await go(`/compare?studies=${pairs.slice(0, 2).join(",")}`)
    const panel = page.locator("#panel-groups")
    await panel.getByLabel("or by names").fill("tpe-*, random-*")
    await page.keyboard.press("Enter")
    await panel.getByText("tpe-* is better than random-* in 3 of 3 pairs (by name)").waitFor()
    expect(new URL(page.url()).searchParams.get("studies")?.split(",").length).toBe(6)
    await panel.getByText("Exact signed-rank test, two-sided: p = 0.25").waitFor()
    await panel.getByLabel("Target", { exact: true }).fill("0.21")
    await panel.locator("thead").first().getByText("to 0.21").waitFor()
    await panel.getByText("As a table").click()
    await panel.getByRole("button", { name: "sampler", exact: true }).click()
    await panel.getByText("tpe is better than random in 3 of 3 pairs (by seed)").waitFor()
    await panel.scrollIntoViewIfNeeded()
    await looked("groups")
    await panel.getByRole("button", { name: "scheduler", exact: true }).click()
    await panel.getByRole("alert").getByText("all have the same scheduler, none").waitFor()
    expect(seen.complaints()).toEqual([])
  }, 120_000)

  it("many studies are followed over one connection: what is appended to any of them is shown", async () => {
    await go(`/compare?studies=${pairs.join(",")}`)
    const cell = page.getByRole("row").filter({ hasText: "random-3" }).locator("td").first()
    await cell.waitFor()
    const trial = 30
    await store.append("random-3", [
      { kind: "trial.added", trial, config: { lr: 0.01, bs: 16, opt: "sgd" }, state: "complete", metrics: { loss: 0.01 } },
    ])
    await expect.poll(() => cell.innerText(), { timeout: 20_000 }).toBe("0.01")
  }, 60_000)

  it("fits a phone", async () => {
    const phone = await seen.open("/s/forty", { width: 360, height: 740 })
    for (const path of ["/s/forty", "/s/forty/schedule?whatif=asha,median", `/compare?studies=${pairs.join(",")}&groups=sampler`]) {
      await phone.goto(seen.url + path)
      await phone
        .locator("#panel-best table, #panel-what-if tbody tr:nth-child(3), #panel-groups table")
        .first()
        .waitFor({ timeout: 60_000 })
      await seen.settled(phone)
      expect(await phone.evaluate(() => document.documentElement.scrollWidth), path).toBeLessThanOrEqual(360)
      await seen.picture(phone, `phone-${path.split(/\W+/).filter(Boolean).slice(0, 3).join("-")}-analysis`)
    }
    await phone.close()
  }, 200_000)
})
