// node open-once.mjs FILE with|without: opens the long study once, in a process that has done nothing else, and prints what it took.
import { monitorEventLoopDelay } from "node:perf_hooks"
import { setTimeout as after } from "node:timers/promises"
import { createStudy } from "diapason"
import { openStore } from "@diapason/stores"
import { longStudy, wanted } from "./long-study.mjs"

const [file, snapshot] = process.argv.slice(2)
const store = await openStore(`sqlite:${file}`)
// A cache may be emptied at any time; a head that says nothing is no snapshot.
if (snapshot === "without") await store.cache.put(longStudy.name, "ledger", new TextEncoder().encode("{}"))

const delay = monitorEventLoopDelay({ resolution: resolution() })
await after(50)
const before = process.memoryUsage.rss()
delay.enable()
const cpu = process.cpuUsage()
const begin = performance.now()
const study = await createStudy({ ...wanted(), store })
const seconds = (performance.now() - begin) / 1000
const { user, system } = process.cpuUsage(cpu)
const opened = {
  cpu: (user + system) / 1e6,
  seconds,
  rss: mebibytes(process.memoryUsage.rss()),
  before: mebibytes(before),
  peak: process.resourceUsage().maxRSS / 1024,
}
// The timer that measures has to get its turn once more.
await after(2 * resolution())
opened.block = delay.max / 1e6 - resolution()
if (study.ledger.trials.length !== longStudy.trials) throw new Error(`${study.ledger.trials.length} trials were read`)
if (study.ledger.trials[4711].curve.steps.length !== longStudy.reports) throw new Error("the reports are not all there")

if (snapshot === "without") {
  delay.reset()
  const written = performance.now()
  while (((await store.cache.get(longStudy.name, "ledger"))?.length ?? 0) < 10) await after(20)
  opened.written = (performance.now() - written) / 1000
  opened.writing = delay.max / 1e6 - resolution()
}
await study.close()
await store.close()
process.stdout.write(`${JSON.stringify(opened)}\n`)

/** Milliseconds between two looks at how late the event loop is. */
function resolution() {
  return 2
}

function mebibytes(bytes) {
  return bytes / 2 ** 20
}
