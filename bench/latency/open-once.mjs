// node open-once.mjs FILE with|without: opens the long study once, in a process that has done nothing else, and prints what it took.
import { setTimeout as after } from "node:timers/promises"
import { createStudy } from "diapason"
import { openStore } from "@diapason/stores"
import { watchEventLoop } from "../frame/event-loop.mjs"
import { longStudy, wanted } from "./long-study.mjs"

const [file, snapshot] = process.argv.slice(2)
const store = await openStore(`sqlite:${file}`)
// The study stays as it is: what is suggested at the end is refused.
let full = false
const refusing = { ...store, append: (...words) => (full ? Promise.resolve({ outcome: "fenced" }) : store.append(...words)) }
// A cache may be emptied at any time; a head that says nothing is no snapshot.
if (snapshot === "without") await store.cache.put(longStudy.name, "ledger", new TextEncoder().encode("{}"))

await after(50)
const before = process.memoryUsage.rss()
const loop = watchEventLoop()
const cpu = process.cpuUsage()
const begin = performance.now()
const study = await createStudy({ ...wanted(), store: refusing })
const seconds = (performance.now() - begin) / 1000
const { user, system } = process.cpuUsage(cpu)
const opened = {
  cpu: (user + system) / 1e6,
  seconds,
  rss: mebibytes(process.memoryUsage.rss()),
  before: mebibytes(before),
  peak: process.resourceUsage().maxRSS / 1024,
}
opened.block = loop.longest()
if (study.ledger.trials.length !== longStudy.trials) throw new Error(`${study.ledger.trials.length} trials were read`)
if (study.ledger.trials[4711].curve.steps.length !== longStudy.reports) throw new Error("the reports are not all there")

if (snapshot === "without") {
  while (((await store.cache.get(longStudy.name, "ledger"))?.length ?? 0) < 10) await after(20)
  opened.written = (performance.now() - begin) / 1000 - seconds
  opened.writing = loop.longest()
}
full = true
const asked = performance.now()
await study.ask().catch(() => undefined)
opened.ask = performance.now() - asked
full = false
loop.stop()
await study.close()
await store.close()
process.stdout.write(`${JSON.stringify(opened)}\n`)

function mebibytes(bytes) {
  return bytes / 2 ** 20
}
