import { boardOf, followBoard } from "@diapason/views"
import { atMost } from "../frame/figures.mjs"
import { measured, sizes, studyOf, timed } from "./studies.mjs"

const most = 5

/** A table from scratch, and the reports of 100 events that come one batch after the other. */
export async function followed() {
  const figures = []
  const aims = []
  for (const trials of sizes) {
    const ledger = studyOf(trials).ledger()
    figures.push(
      measured(
        "made",
        trials,
        timed(() => boardOf(ledger), 3),
      ),
    )
    let board = boardOf(ledger)
    const follow = () => {
      board = followBoard(board, next(ledger, 100))
    }
    const taken = measured("100 events taken in", trials, timed(follow, 21))
    figures.push(taken)
    aims.push(atMost(`100 events at ${trials} trials`, taken.median, most, "ms"))
  }
  return { figures, aims }
}

/** Reports of the trials that run, and one new trial. */
function next({ running, trials, seq, at }, n) {
  const numbers = [...running]
  const reports = Array.from({ length: n - 1 }, (_, i) => {
    const trial = numbers[i % numbers.length]
    return {
      kind: "trial.reported",
      trial,
      attempt: trials[trial].attempts,
      step: 1000 + seq + i,
      metrics: { val_loss: i / n, val_acc: 0.5 },
    }
  })
  const suggested = { kind: "trial.suggested", trial: trials.length, config: trials[0].config, why: "", by: "tpe/1", basis: seq }
  return [...reports, suggested].map((body, i) => ({ ...body, seq: seq + i + 1, at: at + i, hash: "" }))
}
