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
    const [ins, outs, both, busy] = [[], [], [], []]
    for (let run = 0; run < runs; run++) {
      const store = `sqlite:${join(folder, `store-${run}.db`)}`
      const out = join(folder, `out-${run}.${kind}`)
      const there = await timed(["import", "--from", `optuna:${source}`, "--store", store], folder)
      const back = await timed(["export", "--to", `optuna:${out}`, "--store", store], folder)
      ins.push(there.wall)
      outs.push(back.wall)
      both.push(there.wall + back.wall)
      busy.push(there.processor + back.processor)
      if (peer !== undefined) say(`  ${(await promisify(execFile)(peer, [compare, source, out])).stdout.trim()}`)
    }
    const whole = figure("there and back", "diapason", "ms", both)
    return {
      figures: [
        figure("diapason import", "diapason", "ms", ins),
        figure("diapason export", "diapason", "ms", outs),
        whole,
        figure("processor time of both", "diapason", "ms", busy),
      ],
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

/** Milliseconds of a command until it has ended, and those that processors worked for it: other programs take their share of the first. */
async function timed(words, cwd) {
  const begun = performance.now()
  const child = spawn(process.execPath, ["--import", tells, bin, ...words], { cwd, stdio: ["ignore", "ignore", "pipe"] })
  let said = ""
  child.stderr.on("data", (text) => (said += text))
  const code = await new Promise((resolve, reject) => child.once("error", reject).once("close", resolve))
  if (code !== 0) throw new Error(`diapason ${words.join(" ")} ended with ${code}: ${said}`)
  return { wall: performance.now() - begun, processor: Number(/processor (\d+)/.exec(said)[1]) / 1000 }
}

/** What a process says as it ends. */
const tells =
  'data:text/javascript,process.on("exit",()=>{const{user,system}=process.cpuUsage();process.stderr.write("processor "+(user+system))})'
