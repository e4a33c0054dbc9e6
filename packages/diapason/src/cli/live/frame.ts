import { costSpent, wallSpent, type Ledger, type Trial } from "@diapason/core"
import { configText, countsText, objectivesText, valuesText } from "../text/best-text.ts"
import { agoText, clockText } from "../text/duration.ts"
import { numberText } from "../text/number.ts"
import { spark } from "../text/spark.ts"
import { table } from "../text/table.ts"
import { cut } from "../text/width.ts"
import { trialColumns, trialRow } from "../text/trial-rows.ts"
import { againstText, ledgerAgainst } from "@diapason/views"
import type { Paint } from "../io.ts"

/** What the frame is drawn from, beside the ledger. */
interface Scene {
  readonly now: number
  readonly columns: number
  readonly rows: number
  readonly paint: Paint
  /** What is going on beyond the trials: draining, for instance. */
  readonly notice?: string
  /** Slots that have nothing to run, and why. */
  readonly idle?: string
}

/** The live view as lines, never wider than the window nor higher: state, best, progress, the newest trials, the keys. */
export function frame(ledger: Ledger, scene: Scene): readonly string[] {
  const { columns, rows, paint } = scene
  const head = [headLine(ledger, scene), bestLine(ledger, scene), progressLine(ledger, scene)]
  const idle = scene.idle === undefined ? [] : [cut(` ${scene.idle}`, columns - 1)]
  const room = Math.min(mostTrials, Math.max(2, rows - head.length - 4 - idle.length))
  const shown = newest(ledger, room)
  const body = table(
    trialColumns(ledger),
    shown.map((trial) => trialRow(ledger, trial, scene.now)),
    columns - 1,
  )
  const foot = scene.notice ?? "Ctrl-C lets the running trials finish and stops; again ends them now and puts them back"
  const lines = [
    ...head,
    ...body.map((line, i) => (i === 0 ? paint.dim(line) : line)),
    ...idle.map(paint.yellow),
    paint.dim(cut(` ${foot}`, columns - 1)),
  ]
  // The last row stays free for the cursor.
  return lines.slice(0, Math.max(1, rows - 1))
}

/** Trials that a view shows at most: more are no longer read. */
const mostTrials = 16

function headLine(ledger: Ledger, { now, paint, columns }: Scene): string {
  const { trials, wall, cost } = ledger.budget
  const spent = wallSpent(ledger, now, () => true)
  const time = wall === undefined ? clockText(spent) : `${clockText(spent)} of ${clockText(wall)}`
  const handedOut = ledger.trials.length - ledger.added
  const count = trials === undefined ? "" : `${ledger.finished.length - ledger.added} of ${trials} trials`
  const used = cost === undefined ? 0 : costSpent(ledger, cost, now, () => true)
  const share = Math.min(
    1,
    Math.max(
      wall === undefined ? 0 : spent / wall,
      trials === undefined ? 0 : (ledger.finished.length - ledger.added) / trials,
      cost === undefined || cost.limit === 0 ? 0 : used / cost.limit,
    ),
  )
  const bill = cost === undefined ? "" : `cost ${used.toFixed(2)} of ${cost.limit} ${cost.unit}`
  const bar =
    wall === undefined && trials === undefined && cost === undefined
      ? `${handedOut} trials`
      : `${progressBar(share)} ${Math.round(share * 100)} %`
  const left = share > 0.02 && share < 1 && ledger.running.size > 0 ? `   about ${clockText((spent * (1 - share)) / share)} left` : ""
  const plain = ` ${ledger.definition.name}   ${objectivesText(ledger)}   ${[time, count, bill].filter(Boolean).join("   ")}  ${bar}${left}`
  return cut(plain, columns - 1).replace(ledger.definition.name, paint.bold)
}

function bestLine(ledger: Ledger, { now, paint, columns }: Scene): string {
  const best = ledger.trials[ledger.front.at(-1) ?? -1]
  if (best === undefined) return paint.dim(cut(" best  none yet: no trial has given a usable result", columns - 1))
  const since = ledger.finished.length - 1 - ledger.finished.indexOf(best.number)
  const front = ledger.front.length > 1 ? `front of ${ledger.front.length}, newest ` : ""
  const age = "endedAt" in best ? `   ${agoText(now - best.endedAt)} ago` : ""
  const against = ledgerAgainst(ledger)
  const gain = against === undefined || against.trial === best.number ? "" : `   ${againstText(against, numberText)}`
  const text = cut(
    ` best  ${front}${valuesText(ledger, best)}${gain}  #${best.number}  ${configText(ledger, best)}   ${since} trials since${age}`,
    columns - 1,
  )
  return text.replace(" best ", paint.green)
}

function progressLine(ledger: Ledger, { columns }: Scene): string {
  const bests = bestSoFar(ledger)
  const curve = bests.length > 1 ? `${spark(bests, 40)}  ${numberText(bests[0]!)} → ${numberText(bests.at(-1)!)}   ` : ""
  return cut(` ${curve}${countsText(ledger)}`, columns - 1)
}

/** The best loss after each complete trial, on the scale of its metric. */
function bestSoFar(ledger: Ledger): readonly number[] {
  const { metric, direction } = ledger.definition.objectives[0]!
  let best: number | undefined
  const values: number[] = []
  for (const n of ledger.finished) {
    const trial = ledger.trials[n]!
    const value = trial.state === "complete" ? trial.values[metric] : undefined
    if (value === undefined) continue
    best = best === undefined ? value : direction === "minimize" ? Math.min(best, value) : Math.max(best, value)
    values.push(best)
  }
  return values
}

/** Running trials first, then those that ended last. */
function newest(ledger: Ledger, room: number): readonly Trial[] {
  const open = [...ledger.running, ...ledger.waiting].map((n) => ledger.trials[n]!).sort((a, b) => b.number - a.number)
  const ended: Trial[] = []
  for (let i = ledger.finished.length - 1; i >= 0 && open.length + ended.length < room; i--) ended.push(ledger.trials[ledger.finished[i]!]!)
  return [...open, ...ended].slice(0, room)
}

function progressBar(share: number): string {
  const full = Math.round(share * 20)
  return "▓".repeat(full) + "░".repeat(20 - full)
}
