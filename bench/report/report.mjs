import { spawn } from "node:child_process"
import { statSync } from "node:fs"
import { join } from "node:path"
import { fileURLToPath } from "node:url"
import { openStore } from "@diapason/stores"
import { bigStudy } from "@diapason/testkit"
import { atMost, figure } from "../frame/figures.mjs"
import { inScratch } from "../frame/scratch.mjs"

const bin = fileURLToPath(new URL("../../packages/diapason/bin/diapason.js", import.meta.url))
const size = { trials: 1000, points: 30_000, parameters: 20, seed: 1 }
const runs = 5

/** What a person waits for who asks for a report, and how big the file is that they send on. */
export const reportPage = {
  problem: size,
  parts: { whole: { about: "the whole command, from the store to the file", run: whole } },
}

function whole() {
  return inScratch(async (folder) => {
    const url = `sqlite:${join(folder, "big.db")}`
    await filled(url)
    const file = join(folder, "big.html")
    const took = []
    for (let n = 0; n < runs; n++) took.push(await timed([bin, "report", "big", "--store", url, "-o", file], folder))
    const wall = figure("diapason report", "diapason", "ms", took)
    const megabytes = figure("the file", "diapason", "MB", [statSync(file).size / 1e6])
    return {
      figures: [wall, megabytes],
      aims: [atMost("the whole command", wall.median, 3000, "ms"), atMost("the file", megabytes.median, 2, "MB")],
    }
  })
}

/** The big study in a store on disk, with a chain of its own. */
async function filled(url) {
  const store = await openStore(url)
  let batch = []
  for (const event of bigStudy(size).events()) {
    const body = { ...event }
    for (const stamp of ["seq", "at", "hash"]) delete body[stamp]
    batch.push(body)
    if (batch.length < 2000) continue
    await store.append("big", batch)
    batch = []
  }
  await store.append("big", batch)
  await store.close()
}

/** Milliseconds of a command, until it has ended. */
async function timed(words, cwd) {
  const begun = performance.now()
  const child = spawn(process.execPath, words, { cwd, stdio: ["ignore", "ignore", "inherit"] })
  const code = await new Promise((resolve, reject) => child.once("error", reject).once("close", resolve))
  if (code !== 0) throw new Error(`${words.join(" ")} ended with ${code}`)
  return performance.now() - begun
}
