import { trialSeed, type Ledger } from "@diapason/core"
import { shellLine, shellWord } from "../../cli/text/argv.ts"
import { version } from "../../host/version.ts"
import { html, type Markup } from "../page/markup.ts"
import { factTable } from "../page/table.ts"
import { jsonText, listed } from "../page/text.ts"
import type { Section } from "./section.ts"

/** The commands that bring this study back: its best trial, its record, and every suggestion derived again. */
export const reproduce: Section = {
  id: "reproduce",
  title: "How to reproduce it",
  body({ ledger }) {
    const name = shellWord(ledger.definition.name)
    return html`${factTable("Where it comes from", [
        ["seed of the study", ledger.definition.seed],
        ["versions of Diapason", versionsOf(ledger)],
        ["commits", commitsOf(ledger)],
        ["position and head of the log", html`${ledger.seq}, <code>${ledger.hash}</code>`],
        ["this page was made by", `Diapason ${version}`],
      ])}
      <p>
        Every suggestion and every decision follows from the log. These commands show it, in the folder (or with the <code>--store</code>)
        that keeps the study:
      </p>
      <dl class="commands">
        ${bestAgain(ledger)}${command("the values of the best trial, as flags", `diapason best ${name} --as argv`)}
        ${command("derive everything again and compare, bit for bit", `diapason replay ${name}`)}
        ${command("all trials, for a table", `diapason trials ${name} --csv`)}
        ${command("the whole record, to keep or to hand on", `diapason export ${name} --to record.jsonl`)}
        ${command("this report", `diapason report ${name}`)}
      </dl>`
  },
}

const command = (what: string, line: string): Markup =>
  html`<dt>${what}</dt>
    <dd><pre tabindex="0">${line}</pre></dd> `

function bestAgain(ledger: Ledger): Markup | undefined {
  const best = ledger.trials[ledger.front[0] ?? -1]
  const line = best === undefined ? undefined : shellLine(ledger, best)
  if (best === undefined || line === undefined) return undefined
  const seed = trialSeed(ledger.definition.seed, best.number, best.reseeded ?? 0)
  return command(`run the best trial again, with the seed that it had`, `DIAPASON_SEED=${seed} ${line}`)
}

/** The versions that had the study open, as their sessions say. */
function versionsOf({ sessions }: Ledger): string {
  const found = new Set([...sessions.values()].flatMap(({ facts }) => (typeof facts["diapason"] === "string" ? [facts["diapason"]] : [])))
  return found.size === 0 ? "not recorded" : listed([...found])
}

/** The commits of the code that ran, where the study was asked to record them. */
function commitsOf({ sessions }: Ledger): string {
  const found = [...sessions.values()].flatMap(({ facts }) => {
    const git = facts["git"] as { readonly commit?: string; readonly clean?: boolean } | undefined
    return git?.commit === undefined
      ? []
      : [`${jsonText(git.commit)} (${git.clean === true ? "clean" : "with changes that are not in it"})`]
  })
  return found.length === 0 ? "not recorded (reproducibility: { record: [git] } does)" : listed([...new Set(found)])
}
