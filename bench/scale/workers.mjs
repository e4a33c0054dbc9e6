import { rmSync } from "node:fs"
import { mkdtemp } from "node:fs/promises"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { choose } from "@diapason/algorithms"
import { openSession } from "@diapason/core"
import { openStore } from "@diapason/stores"
import { figure } from "../frame/figures.mjs"
import { loss, wanted } from "./problem.mjs"

const steps = 9
const samplers = ["random", "tpe", "auto"]
const sizes = [100, 1000, 10_000]
/** Suggestions that are timed once all workers run; trials end in between. */
const asks = 40

/** A server's session on a file, with so many trials running: what the next suggestion and the next report cost. */
export async function workers({ say }) {
  const figures = []
  for (const size of sizes)
    for (const sampler of samplers) {
      const { suggest, report } = await measured(size, sampler)
      const who = `${sampler}, asha`
      figures.push(
        figure(`suggestion, ${size} workers`, who, "ms", suggest),
        figure(`report, ${size} workers, one after another`, who, "ms", report.alone),
        ...(report.together.length > 0 ? [figure(`report, ${size} workers, 100 together, each`, who, "ms", report.together)] : []),
      )
      say(`  ${size} workers, ${sampler}`)
    }
  return { figures, aims: [], notes: [`SQLite, ${steps} steps a trial, scheduler asha; a suggestion includes its two events in the log`] }
}

async function measured(size, sampler) {
  const dir = await mkdtemp(join(tmpdir(), "diapason-scale-"))
  const store = await openStore(`sqlite:${join(dir, "studies.db")}`)
  try {
    const session = await open(store, wanted("scale", { trials: 10 * size, sampler, scheduler: "asha", steps }))
    // What runs when the first come is drawn without a model by all of them; a model has what ended since.
    for (let i = 0; i < size; i++) await session.ask()
    const suggest = []
    for (let i = 0; i < asks; i++) {
      const over = session.ledger.trials.find(({ state }) => state === "running")
      await session.end(over.number, { kind: "done", metrics: { loss: loss(over.config, steps) } })
      suggest.push(await timed(async () => void (await session.ask())))
    }
    const running = [...session.ledger.running]
    const say = (number, step) => session.report(number, step, { loss: loss(session.ledger.trials[number].config, step) })
    const alone = []
    for (const number of running.slice(0, asks)) alone.push(await timed(() => say(number, 1)))
    const together = []
    const rest = running.slice(asks)
    for (let i = 0; i + 100 <= Math.min(rest.length, 2000); i += 100)
      together.push((await timed(() => Promise.all(rest.slice(i, i + 100).map((number) => say(number, 1))))) / 100)
    await session.leave(Promise.resolve())
    return { suggest, report: { alone, together } }
  } finally {
    await store.close()
    rmSync(dir, { recursive: true, force: true })
  }
}

async function timed(work) {
  const begin = performance.now()
  await work()
  return performance.now() - begin
}

const open = (store, wanted) =>
  openSession({
    store,
    clock: {
      now: Date.now,
      after: (ms) => new Promise((resolve) => setTimeout(resolve, ms)),
      every: () => undefined,
    },
    wanted,
    choose,
    session: "bench",
    holder: { host: "bench", boot: "b", pid: process.pid, started: "0" },
    host: { alive: () => true, sweep: () => Promise.resolve() },
    facts: {},
  })
