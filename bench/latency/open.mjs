import { execFile } from "node:child_process"
import { fileURLToPath } from "node:url"
import { promisify } from "node:util"
import { atMost, figure, median } from "../frame/figures.mjs"
import { storeOfLongStudy } from "./long-study.mjs"

const repeats = 3
const script = fileURLToPath(new URL("open-once.mjs", import.meta.url))

/** Opens the long study in fresh processes: without a snapshot, which leaves one behind, and then with it. */
export async function open({ say }) {
  const file = await storeOfLongStudy(say)
  const took = { with: [], without: [] }
  for (let i = 0; i < repeats; i++) {
    for (const snapshot of ["without", "with"]) took[snapshot].push(await once(file, snapshot))
    say(`  repeat ${i + 1} of ${repeats}`)
  }
  const all = (snapshot, what) => took[snapshot].map((one) => one[what])
  const told = (snapshot) => [
    figure(`open ${snapshot} snapshot`, "diapason", "s", all(snapshot, "seconds")),
    figure(`  processor time of it, all threads`, "diapason", "s", all(snapshot, "cpu")),
    figure(`  first suggestion after it`, "diapason", "ms", all(snapshot, "ask")),
    figure(`  memory once open (RSS)`, "diapason", "MB", all(snapshot, "rss")),
    figure(`  greatest memory (RSS)`, "diapason", "MB", all(snapshot, "peak")),
    figure(`  longest block of the event loop`, "diapason", "ms", all(snapshot, "block")),
  ]
  return {
    figures: [
      ...told("with"),
      ...told("without"),
      figure("snapshot written in the background", "diapason", "s", all("without", "written")),
      figure("  longest block of the event loop", "diapason", "ms", all("without", "writing")),
    ],
    aims: [
      atMost("open with its snapshot", median(all("with", "seconds")), 2, "s"),
      atMost("  greatest memory", median(all("with", "peak")), 500, "MB"),
      atMost("open without a snapshot", median(all("without", "seconds")), 10, "s"),
    ],
    notes: ["each in a process of its own; MB are 2^20 bytes"],
  }
}

async function once(file, snapshot) {
  const { stdout } = await promisify(execFile)(process.execPath, [script, file, snapshot])
  return JSON.parse(stdout)
}
