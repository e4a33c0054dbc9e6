import { execFile, spawn } from "node:child_process"
import { createWriteStream } from "node:fs"
import { join } from "node:path"
import { Readable } from "node:stream"
import { pipeline } from "node:stream/promises"
import { fileURLToPath } from "node:url"
import { promisify } from "node:util"
import { atMost, figure } from "../frame/figures.mjs"
import { inScratch } from "../frame/scratch.mjs"
import { journal } from "./journal.mjs"

const bin = fileURLToPath(new URL("../../packages/diapason/bin/diapason.js", import.meta.url))
const compare = fileURLToPath(new URL("compare.py", import.meta.url))
const trials = 10_000
const runs = 3

/** What a person waits for who takes a big study over from Optuna, and gives it back. */
export const optunaExchange = {
  problem: { trials, parameters: 3, reports: 3 },
  parts: {
    journal: { about: "a journal, there and back by two commands", run: (frame) => roundTrip("journal", frame) },
    sqlite: { about: "a database, there and back by two commands", run: (frame) => roundTrip("db", frame) },
  },
}

function roundTrip(kind, { say, peer }) {
  return inScratch(async (folder) => {
    const written = join(folder, "big.journal")
    await pipeline(Readable.from(journal(trials)), createWriteStream(written))
    const source = kind === "journal" ? written : await asDatabase(folder, written)
    const [ins, outs, both] = [[], [], []]
    for (let run = 0; run < runs; run++) {
      const store = `sqlite:${join(folder, `store-${run}.db`)}`
      const out = join(folder, `out-${run}.${kind}`)
      ins.push(await timed(["import", "--from", `optuna:${source}`, "--store", store], folder))
      outs.push(await timed(["export", "--to", `optuna:${out}`, "--store", store], folder))
      both.push(ins.at(-1) + outs.at(-1))
      if (peer !== undefined) say(`  ${(await promisify(execFile)(peer, [compare, source, out])).stdout.trim()}`)
    }
    const whole = figure("there and back", "diapason", "ms", both)
    return {
      figures: [figure("diapason import", "diapason", "ms", ins), figure("diapason export", "diapason", "ms", outs), whole],
      aims: [atMost(`${trials} trials there and back`, whole.median, 5000, "ms")],
    }
  })
}

/** The same study in a database: taken over once and given out. */
async function asDatabase(folder, source) {
  const store = `sqlite:${join(folder, "first.db")}`
  await timed(["import", "--from", `optuna:${source}`, "--store", store], folder)
  await timed(["export", "--to", "optuna:big.db", "--store", store], folder)
  return join(folder, "big.db")
}

/** Milliseconds of a command, until it has ended. */
async function timed(words, cwd) {
  const begun = performance.now()
  const child = spawn(process.execPath, [bin, ...words], { cwd, stdio: ["ignore", "ignore", "pipe"] })
  let said = ""
  child.stderr.on("data", (text) => (said += text))
  const code = await new Promise((resolve, reject) => child.once("error", reject).once("close", resolve))
  if (code !== 0) throw new Error(`diapason ${words.join(" ")} ended with ${code}: ${said}`)
  return performance.now() - begun
}
