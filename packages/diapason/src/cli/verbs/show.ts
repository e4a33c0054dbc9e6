import { createReadStream, existsSync } from "node:fs"
import { join } from "node:path"
import { rootsAlive, scheduleFile } from "@diapason/algorithms"
import { folderName, leaves, leavesToday, lineOf, scheduleOf, type Config, type EventStore, type Ledger, type Trial } from "@diapason/core"
import { networksOf, reportsOf, scheduleCurves, sketchOf, taughtView, trialDetail, trialView } from "@diapason/views"
import { exit } from "../exit.ts"
import { commonFlags } from "../flags/common.ts"
import { trialsFlags } from "../flags/trials.ts"
import { artifactsOf } from "../study/artifacts-of.ts"
import { drawTrial } from "../study/draw-trial.ts"
import { dirOf, storeUrl, withLedger } from "../study/open-ledger.ts"
import { splitTrial, trialOf } from "../study/trial-of.ts"
import { runText } from "../text/argv.ts"
import { memoryText } from "../text/memory-text.ts"
import { numberText, valueText } from "../text/number.ts"
import { outsideText } from "../text/revision-text.ts"
import { scheduleChart } from "../text/schedule-chart.ts"
import { updateTable } from "../text/update-table.ts"
import { spark } from "../text/spark.ts"
import { stateText, whyText } from "../text/trial-rows.ts"
import { verb } from "../verb.ts"

/** One trial in full: configuration, values, curves, attempts, why it was suggested and how it ended. */
export const show = verb({
  args: "<trial> [study]",
  example: "diapason show 17 --logs",
  flags: {
    store: commonFlags.store,
    dir: commonFlags.dir,
    json: commonFlags.json,
    logs: trialsFlags.logs,
    schedule: trialsFlags.schedule,
    network: trialsFlags.network,
  },
  run: async (f, [name, study], io) => {
    const named = splitTrial(name as string)
    return withLedger(storeUrl(f, io.env), (study as string | undefined) ?? named.study, async (ledger, store) => {
      const trial = trialOf(ledger, named.trial)
      const log = logOf(ledger, trial, dirOf(f))
      if (f.network !== undefined) drawTrial(ledger, trial, f.network, io)
      else if (f.schedule === true) io.out(JSON.stringify(scheduleFile(ledger, trial.number)))
      else if (f.json === true)
        io.out(
          JSON.stringify({
            schema: "diapason.show/1",
            study: ledger.definition.name,
            ...trialDetail(ledger, trial),
            ...taughtView(ledger),
            reports: reportsOf(trial),
            checkpoints: trial.checkpoints,
            artifacts: await artifactsOf(store, ledger, trial),
            log,
          }),
        )
      else if (f.logs === true) await printFile(log, io.out)
      else for (const line of [...lines(ledger, trial), ...(await leftLines(ledger, store, trial)), ...logLine(log)]) io.out(line)
      return exit.done
    })
  },
})

function lines(ledger: Ledger, trial: Trial): readonly string[] {
  const view = trialView(trial)
  const command = runText(ledger, trial)
  const memory = memoryText(ledger)
  const networks = new Map(networksOf(ledger, trial).map(({ path, value }) => [path, sketchOf(value)?.says]))
  const values = Object.entries(view.values).map(([name, value]) => `${name} ${typeof value === "number" ? numberText(value) : value}`)
  return [
    `  ${ledger.definition.name}#${trial.number}   ${stateText(trial)}${ledger.front.includes(trial.number) ? "   ★ best" : ""}${revisionLine(ledger, trial)}`,
    `  values    ${values.length > 0 ? values.join("   ") : "none reported"}`,
    ...leavesToday(ledger, trial).map(({ path, flag, value }) => `  ${flag.padEnd(9)} ${networks.get(path) ?? valueText(value)}`),
    ...scheduleCurves(ledger, trial).flatMap((curve) => scheduleChart(curve, 48).map((line) => `  ${line}`)),
    `  why       ${trial.why}`,
    ...(trial.state === "complete" || whyText(trial) === trial.why ? [] : [`  end       ${whyText(trial)}`]),
    ...updateTable(trial.updates),
    ...lineLines(ledger, trial),
    ...[...trial.curve.columns].map(([name, column]) => `  ${name.padEnd(9)} ${curveText(column)}`),
    `  attempts  ${trial.attempts}${trial.lost > 0 ? ` (${trial.lost} lost to the infrastructure)` : ""}   asked at log position ${trial.basis} by ${trial.by}`,
    ...(memory === undefined ? [] : [`  memory    ${memory}`]),
    ...(command === undefined ? [] : [`  run       ${command}`]),
  ]
}

/** What it has saved last, and its artifacts, with where they are. */
async function leftLines(ledger: Ledger, store: EventStore, trial: Trial): Promise<readonly string[]> {
  const saved = trial.checkpoints.at(-1)
  const artifacts = await artifactsOf(store, ledger, trial)
  return [
    ...(saved === undefined ? [] : [`  saved     step ${saved.step}   ${saved.path}`]),
    ...artifacts.map(({ name, path }, i) => `  ${(i === 0 ? "artifacts" : "").padEnd(9)} ${name}   ${path}`),
  ]
}

const logLine = (log: string): readonly string[] => (existsSync(log) ? [`  log       ${log}`] : [])

const revisionLine = (ledger: Ledger, trial: Trial): string =>
  ledger.revisions.length === 1 ? "" : `   revision ${trial.revision ?? 1}${outsideText(ledger, trial)}`

/** Of whom it was born, and what the values were at each step of all that training. */
function lineLines(ledger: Ledger, { number }: Trial): readonly string[] {
  const line = lineOf(ledger, number)
  const schedule = scheduleOf(ledger, number)
  const born = line.map(({ trial, until }) => `#${trial}${until === undefined ? "" : ` to step ${until}`}`).join(" → ")
  return [
    ...(line.length > 1 ? [`  line      ${born}   (families left: ${rootsAlive(ledger).length})`] : []),
    ...(schedule.length > 1
      ? schedule.map(({ from, config }, i) => `${i === 0 ? "  schedule" : "          "}  from step ${from}: ${pieceText(ledger, config)}`)
      : []),
  ]
}

const pieceText = (ledger: Ledger, config: Config): string =>
  leaves(ledger.space, config)
    .map(({ flag, value }) => `${flag} ${valueText(value)}`)
    .join("  ")

function curveText(column: readonly (number | undefined)[]): string {
  const values = column.filter((v): v is number => v !== undefined)
  return `${spark(values, 40)}  ${numberText(values[0] ?? NaN)} → ${numberText(values.at(-1) ?? NaN)} in ${values.length} reports`
}

const logOf = (ledger: Ledger, trial: Trial, dir: string): string =>
  join(dir, folderName(ledger.definition.name), "logs", `${trial.number}.${trial.attempts}.log`)

async function printFile(path: string, out: (text: string) => void): Promise<void> {
  if (!existsSync(path)) return out(`  there is no log at ${path}: the trial has printed nothing here`)
  let rest = ""
  for await (const chunk of createReadStream(path, "utf8")) {
    const parts = (rest + String(chunk)).split("\n")
    rest = parts.pop() ?? ""
    for (const part of parts) out(part)
  }
  if (rest !== "") out(rest)
}
