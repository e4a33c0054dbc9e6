import type { EventStore, StudyEvent } from "@diapason/core"
import type { Page } from "playwright-core"
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest"
import { noBrowser } from "../../scripts/open-browser.mjs"
import { studies } from "./studies.ts"
import { world, type World } from "./world.ts"

describe.skipIf(noBrowser !== undefined)("a person at the page", () => {
  let store: EventStore
  let seen: World
  let page: Page
  beforeAll(async () => {
    store = await studies.store()
    seen = await world(store)
    page = await seen.open("/s/forty")
  }, 120_000)
  beforeEach(() => at(""))
  afterAll(async () => {
    expect(seen.complaints()).toEqual([])
    await seen.close()
  })

  const at = async (path: string): Promise<void> => {
    await page.evaluate((to) => {
      history.pushState(null, "", to)
      dispatchEvent(new PopStateEvent("popstate"))
    }, `/s/forty/${path}`)
    await page.locator("[data-kept]").waitFor()
    await seen.settled(page)
  }
  const shown = async (name: string): Promise<number> => Number(await page.locator(`[data-${name}]`).first().getAttribute(`data-${name}`))
  const until = (name: string, hope: (value: number) => boolean): Promise<void> =>
    expect.poll(async () => hope(await shown(name)), { timeout: 5000 }).toBe(true)
  const events = async (kind: string): Promise<readonly StudyEvent[]> => {
    const found: StudyEvent[] = []
    for await (const batch of store.read("forty", 0)) found.push(...batch.filter((event) => event.kind === kind))
    return found
  }

  it("filters all panels by the bar; Back takes it off", async () => {
    await page.keyboard.press("/")
    await page.keyboard.type("state:complete opt:adam")
    await page.keyboard.press("Enter")
    await until("kept", (kept) => kept > 0 && kept < 40)
    expect(new URL(page.url()).searchParams.get("q")).toBe("state:complete opt:adam")
    await page.goBack()
    await until("kept", (kept) => kept === 40)
  })

  it("is told what a filter cannot be read as, and loses nothing", async () => {
    await page.keyboard.press("/")
    await page.keyboard.type("rate<0.1")
    await page.keyboard.press("Enter")
    await page.locator("[aria-invalid=true]").waitFor()
    expect(await shown("kept")).toBe(40)
    await page.keyboard.press("Escape")
  })

  it("brushes an axis with the mouse, and the address shares it", async () => {
    await at("space")
    const box = (await page.getByRole("group", { name: "Axis lr" }).boundingBox())!
    const x = box.x + box.width / 2
    await page.mouse.move(x, box.y + box.height * 0.4)
    await page.mouse.down()
    await page.mouse.move(x, box.y + box.height * 0.7, { steps: 5 })
    await page.mouse.up()
    await until("kept", (kept) => kept > 0 && kept < 40)
    expect(new URL(page.url()).searchParams.get("b")).toMatch(/^lr:/)
    await page.reload()
    await page.locator("[data-kept]").waitFor()
    await until("kept", (kept) => kept > 0 && kept < 40)
  })

  it("goes back in the log step by step, and to now", async () => {
    const now = await shown("position")
    await page.keyboard.press("[")
    await until("position", (position) => position < now)
    await page.keyboard.press("[")
    await page.keyboard.press(".")
    await until("position", (position) => position === now)
  })

  it("finds its way by keys alone", async () => {
    await page.keyboard.press("g")
    await page.keyboard.press("t")
    await page.waitForURL(/\/trials/)
    await seen.settled(page)
    await page.keyboard.press("j")
    await page.keyboard.press("Enter")
    await page.waitForURL(/\/trials\/\d+/)
    await page.keyboard.press("?")
    await page.getByRole("dialog").waitFor()
    await page.keyboard.press("Escape")
    await page.keyboard.press("Control+k")
    await page.getByRole("dialog").waitFor()
    await page.keyboard.type("Curves")
    await page.keyboard.press("Enter")
    await page.waitForURL(/\/curves/)
  })

  it("opens what was asked for last, however quickly one dialog follows another", async () => {
    await page.keyboard.press("?")
    await page.getByRole("dialog", { name: "Keys" }).waitFor({ timeout: 5000 })
    // As one: the first dialog has not told yet that it is closed.
    await Promise.all([page.keyboard.press("Escape"), page.keyboard.press("Control+k")])
    await page.getByRole("dialog", { name: "Everything that can be done" }).waitFor({ timeout: 5000 })
    await page.keyboard.press("Escape")
    await page.getByRole("dialog").waitFor({ state: "detached", timeout: 5000 })
  })

  it("pauses the study with a reason, which is in the log with the name, and lets it go on", async () => {
    await page.getByRole("button", { name: "Pause", exact: true }).first().click()
    const dialog = page.getByRole("dialog")
    await dialog.getByRole("textbox").first().fill("the GPU is needed elsewhere")
    await dialog.locator("button[type=submit]").click()
    await expect.poll(async () => (await events("study.paused")).length, { timeout: 5000 }).toBe(1)
    expect((await events("study.paused"))[0]).toMatchObject({ by: "ada@lab", why: "the GPU is needed elsewhere" })
    await page.getByRole("button", { name: "Resume", exact: true }).first().click()
    await dialog.locator("button[type=submit]").click()
    await expect.poll(async () => (await events("study.resumed")).length, { timeout: 5000 }).toBe(1)
  })

  it("enqueues a configuration by the form of the space", async () => {
    await page
      .getByRole("button", { name: /Enqueue/ })
      .first()
      .click()
    const dialog = page.getByRole("dialog")
    await dialog.getByLabel("lr", { exact: false }).first().fill("0.002")
    await dialog.locator("button[type=submit]").click()
    await expect.poll(async () => (await events("baseline.enqueued")).length, { timeout: 5000 }).toBe(1)
    expect((await events("baseline.enqueued"))[0]).toMatchObject({ by: "ada@lab", config: { lr: 0.002 } })
  })

  it("does not send what is out of range, and keeps what was typed", async () => {
    await page
      .getByRole("button", { name: /Enqueue/ })
      .first()
      .click()
    const dialog = page.getByRole("dialog")
    const field = dialog.getByLabel("lr", { exact: false }).first()
    await field.fill("7")
    expect(await dialog.locator("button[type=submit]").isDisabled()).toBe(true)
    expect(await field.inputValue()).toBe("7")
    await page.keyboard.press("Escape")
  })
})
