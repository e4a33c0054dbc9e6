import { execFile } from "node:child_process"
import { mkdtempSync, rmSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { fileURLToPath, pathToFileURL } from "node:url"
import { promisify } from "node:util"
import { beforeAll, describe, expect, it, onTestFinished } from "vitest"
import { bundle } from "../browser/bundle.ts"
import { noBrowser, openBrowser } from "../../scripts/open-browser.mjs"
import type { Golden, replayGolden } from "./golden-study.ts"

const run = promisify(execFile)
let program: string
const played = new Map<number, ReturnType<typeof onNode>>()
const onThisNode = (trials: number) => played.get(trials) ?? played.set(trials, onNode(program, trials)).get(trials)!

/** `-u` writes them anew, from what this Node does. */
const file = (trials: number) => fileURLToPath(new URL(`golden-${trials}.json`, import.meta.url))

/** The long one goes through every sampler that the default asks; it is one step of the whole check. */
const lengths = process.env["DIAPASON_LONG"] === "1" ? [100, 500] : [100]

/** Seconds on a free machine; a busy one gets its time. */
const timeout = 400_000

beforeAll(async () => {
  const { text, imports } = await bundle(`export { playGolden, replayGolden } from "./golden-study.ts"\n`, "test/golden")
  expect(imports).toEqual([])
  program = text
})

describe.each(lengths)("the golden study of %d trials", (trials) => {
  it("suggests and decides on this Node what it always did, and its log replays without a difference", { timeout }, async () => {
    const { golden, replayed } = await onThisNode(trials)
    expect(golden.suggestions).toBe(trials)
    expect(replayed).toMatchObject({ suggestions: golden.suggestions, decisions: golden.decisions })
    expect(replayed.difference).toBeUndefined()
    await expect(`${JSON.stringify(golden, null, 2)}\n`).toMatchFileSnapshot(file(trials))
  })

  it("suggests and decides in Chromium what it does on Node", { timeout }, async (context) => {
    context.skip(noBrowser !== undefined, noBrowser)
    const [here, there] = [await onThisNode(trials), await inChromium(program, trials)]
    expect(there).toEqual(here.golden)
  })
})

/** In a process of its own, where nothing but the bundle is loaded. */
async function onNode(text: string, trials: number): ReturnType<typeof replayGolden> {
  const folder = mkdtempSync(join(tmpdir(), "diapason-golden-"))
  const module = join(folder, "golden.mjs")
  writeFileSync(module, text)
  const main = `import { replayGolden } from ${JSON.stringify(pathToFileURL(module).href)}\nconsole.log(JSON.stringify(await replayGolden(${trials})))`
  const { stdout } = await run(process.execPath, ["--input-type=module", "--eval", main]).finally(() => rmSync(folder, { recursive: true }))
  return JSON.parse(stdout) as Awaited<ReturnType<typeof replayGolden>>
}

/** In a page of its own. The script is text, so that no tool rewrites its import. */
async function inChromium(text: string, trials: number): Promise<Golden> {
  const browser = await openBrowser()
  onTestFinished(() => browser.close())
  const page = await browser.newPage()
  const script = `import(URL.createObjectURL(new Blob([${JSON.stringify(text)}], { type: "text/javascript" }))).then((page) => page.playGolden(${trials}))`
  return page.evaluate<Golden>(script)
}
