import { createHash } from "node:crypto"
import { existsSync, readFileSync, renameSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { assemble, drawFlat } from "@diapason/core"
import { thisHolder } from "@diapason/executors"
import { rng } from "@diapason/math"
import { openStore } from "@diapason/stores"
import { inScratch } from "../frame/scratch.mjs"
import { loss, problem, space } from "./problem.mjs"

export const longStudy = { name: "long", trials: 100_000, reports: 10 }

/** What is wanted of the study, in the words of the typed face. */
export const wanted = () => ({
  name: longStudy.name,
  space: space(),
  minimize: problem.metric,
  sampler: "tpe",
  scheduler: "none",
  seed: problem.seed,
})

/** The file of a store that holds the long study. Kept in the system's temporary folder for as long as its making and its format stay as they are. */
export async function storeOfLongStudy(say) {
  const format = new URL("sqlite/schema.js", import.meta.resolve("@diapason/stores"))
  const key = createHash("sha256")
    .update(readFileSync(new URL(import.meta.url)))
    .update(readFileSync(format))
  const folder = join(tmpdir(), `diapason-bench-long-${key.digest("hex").slice(0, 12)}`)
  if (!existsSync(folder)) {
    // The folder moves as a whole: beside the file of a store may lie its write-ahead log.
    await inScratch(async (building) => {
      await build(join(building, "long", fileName), say)
      renameSync(join(building, "long"), folder)
    })
  }
  return join(folder, fileName)
}

const fileName = "study.db"

/** By appends like any other, only many at a time. */
async function build(file, say) {
  const store = await openStore(`sqlite:${file}`)
  const known = space()
  const { name, trials, reports } = longStudy
  const definition = {
    name,
    seed: problem.seed,
    space: known.json,
    objectives: [{ metric: problem.metric, direction: "minimize" }],
    sampler: { type: "tpe" },
    scheduler: { type: "none" },
    budget: {},
  }
  const session = "builder"
  await store.append(name, [
    { kind: "study.created", definition },
    { kind: "session.opened", session, holder: thisHolder(), facts: {} },
  ])
  let seq = 2
  for (let trial = 0; trial < trials;) {
    const batch = []
    for (const end = Math.min(trials, trial + 150); trial < end; trial++)
      batch.push(...life(known, trial, reports, session, seq + batch.length))
    await store.append(name, batch)
    seq += batch.length
    if (trial % 15_000 === 0) say(`  building the study: ${trial} trials of ${trials}`)
  }
  await store.append(name, [{ kind: "session.closed", session, why: "the study is as long as it should be" }])
  await store.close()
}

/** Everything that happens to one trial. */
function life(known, trial, reports, session, basis) {
  const random = rng(problem.seed, trial, "sample")
  const config = assemble(
    known,
    drawFlat(known, () => random.uniform()),
  )
  const final = loss(config)
  const value = (step) => final + 2 / (step + random.uniform())
  return [
    { kind: "trial.suggested", trial, config, why: "tpe: drawn for the benchmark, with a reason of the usual length", by: "tpe/1", basis },
    { kind: "trial.started", trial, attempt: 1, session },
    ...Array.from({ length: reports }, (_, i) => ({
      kind: "trial.reported",
      trial,
      attempt: 1,
      step: i + 1,
      metrics: { [problem.metric]: value(i + 1) },
    })),
    { kind: "trial.finished", trial, attempt: 1, state: "complete", metrics: {} },
  ]
}
