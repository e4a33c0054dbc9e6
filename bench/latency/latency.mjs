import { offload } from "./offload.mjs"
import { open } from "./open.mjs"
import { problem } from "./problem.mjs"
import { processTrials } from "./process-trials.mjs"
import { randomSqlite } from "./random-sqlite.mjs"
import { tpe } from "./tpe.mjs"

/** What the tuner itself costs, apart from the training that it conducts. */
export const latency = {
  problem,
  parts: {
    tpe: { about: "ask + tell of TPE on ten parameters after 1k, 5k and 20k trials", run: tpe },
    random: { about: "trials per second, random on SQLite, end to end", run: randomSqlite },
    processes: { about: "what a trial costs beside starting its process", run: processTrials },
    offload: { about: "how long an ask of the default sampler holds up the event loop, in a thread and without", run: offload },
    open: { about: "opening a study of 100 000 trials with 10 reports each", run: open },
  },
}
