import { scheduleFile } from "@diapason/algorithms"
import { scheduleOf, type Ledger } from "@diapason/core"
import { useState } from "react"
import { lineOf } from "../actions/command-line.ts"
import { Command } from "../actions/copied.tsx"
import { saveFile } from "../app/save-file.ts"
import { bestLine, trainings } from "@diapason/figures"

/** The values that held from each step on, as a file that another study trains by. */
export function ExportSchedule({ ledger }: { readonly ledger: Ledger }) {
  const [chosen, setChosen] = useState<number>()
  const [best] = bestLine(ledger).slice(-1)
  const trials = trainings(ledger, best === undefined ? [] : [best]).slice(0, 200)
  const trial = chosen ?? trials[0]
  if (trial === undefined) return null
  const file = `${ledger.definition.name}-${trial}.schedule.json`.replace(/[^\w.-]+/g, "-")
  const command = ledger.definition.command ?? ["python", "train.py"]
  return (
    <section className="panel" aria-labelledby="asks-export">
      <header>
        <h2 id="asks-export">Train by what came out</h2>
      </header>
      <p className="note">
        A population ends with a schedule, not with one configuration. This file holds the values from each step on,{" "}
        {scheduleOf(ledger, trial).length} pieces, with the line that trained under them; repeats from nothing say what it is worth.
      </p>
      <p className="form-line">
        <label>
          Trial{" "}
          <select value={trial} onChange={({ target }) => setChosen(Number(target.value))}>
            {trials.map((n) => (
              <option key={n} value={n}>
                #{n}
                {n === best ? " (best)" : ""}
              </option>
            ))}
          </select>
        </label>
        <button
          type="button"
          className="main-button"
          onClick={() => saveFile(file, "application/json", `${JSON.stringify(scheduleFile(ledger, trial))}\n`)}
        >
          Export the schedule
        </button>
      </p>
      <Command line={lineOf(["tune", "--replay-schedule", file, "--seed", "7", "--trials", "5", "--", ...command])} />
    </section>
  )
}
