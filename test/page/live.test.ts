import { spawn } from "node:child_process"
import { mkdtempSync, rmSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { fileURLToPath } from "node:url"
import { readMind } from "@diapason/core"
import { choose } from "@diapason/algorithms"
import { openStore } from "@diapason/stores"
import { statusView } from "@diapason/views"
import { afterAll, describe, expect, it } from "vitest"
import { noBrowser } from "../../scripts/open-browser.mjs"
import { world } from "./world.ts"

const command = fileURLToPath(new URL("../../packages/diapason/bin/diapason.js", import.meta.url))
const folder = mkdtempSync(join(tmpdir(), "live-"))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

/** Twenty trials of twenty reports, two at a time, some seconds in all. */
function tune(): Promise<number | null> {
  writeFileSync(join(folder, "train.sh"), 'for i in $(seq 1 20); do echo "{\\"step\\": $i, \\"loss\\": 0.$((99 - i))}"; sleep 0.03; done\n')
  const words = [
    "-p",
    "lr=1e-4..1e-1:log",
    "--minimize",
    "loss",
    "--trials",
    "12",
    "--jobs",
    "2",
    "--sampler",
    "random",
    "--scheduler",
    "none",
  ]
  const child = spawn(process.execPath, [command, "tune", ...words, "--name", "live", "--", "sh", "train.sh"], {
    cwd: folder,
    stdio: "ignore",
  })
  return new Promise((resolve) => child.once("exit", resolve))
}

describe.skipIf(noBrowser !== undefined)("a page beside a study that runs in another process", () => {
  it("follows it to its end, and then says what the command line says", { timeout: 120_000 }, async () => {
    const tuned = tune()
    const store = await openStore(`sqlite:${join(folder, ".diapason/diapason.db")}`)
    while ((await studiesOf(store)).length === 0) await new Promise((resolve) => setTimeout(resolve, 20))
    const seen = await world(store)
    const page = await seen.open("/s/live")
    const position = async (): Promise<number> => Number(await page.locator("[data-position]").first().getAttribute("data-position"))
    await page.locator("[data-position]").first().waitFor()
    const positions = new Set<number>()
    const over = tuned.then(() => "over" as const)
    while ((await Promise.race([over, new Promise((resolve) => setTimeout(resolve, 100))])) !== "over") positions.add(await position())
    expect(await tuned).toBe(0)
    expect(positions.size, "how often the page was seen to move").toBeGreaterThan(3)

    const { ledger } = (await readMind(store, "live", choose))!
    await page.locator(`[data-position="${ledger.seq}"]`).first().waitFor({ timeout: 15_000 })
    const shown = await page.evaluate(() => (globalThis as unknown as { diapason: { status: object } }).diapason.status)
    expect(shown).toEqual(JSON.parse(JSON.stringify(statusView(ledger, ledger.at, new Set()))))
    expect(seen.complaints()).toEqual([])
    await seen.close()
    await store.close()
  })
})

async function studiesOf(store: Awaited<ReturnType<typeof openStore>>): Promise<readonly string[]> {
  const names: string[] = []
  for await (const { study, seq } of store.studies()) if (seq > 1) names.push(study)
  return names
}
