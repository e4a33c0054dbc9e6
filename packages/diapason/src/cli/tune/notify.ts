import { spawn } from "node:child_process"
import type { Conducted, Ledger, StudyEvent } from "@diapason/core"
import type { ConfigFile } from "../config/config-file.ts"
import { durationOf } from "../text/duration.ts"
import { configText, valuesText } from "../text/best-text.ts"
import { splitWords } from "./split-words.ts"

type Rule = NonNullable<ConfigFile["notifications"]>[number]
type Occasion = Rule["when"][number]

/** Tells people or programs of a study what `notifications` ask for. What cannot be told is said, and the study goes on. */
interface Notifier {
  /** Looks at each event after it was folded. */
  event(event: StudyEvent, ledger: Ledger): void
  /** The conductor has ended. Resolves when what was sent has arrived, or ten seconds have passed. */
  ended(conducted: Conducted): Promise<void>
}

export function notifier(rules: readonly Rule[], now: () => number, complain: (text: string) => void): Notifier {
  const last = new Map<Rule, number>()
  const sent: Promise<void>[] = []
  const tell = (occasion: Occasion, ledger: Ledger): void => {
    for (const rule of rules) {
      if (!rule.when.includes(occasion) || now() - (last.get(rule) ?? -Infinity) < gapOf(rule)) continue
      last.set(rule, now())
      const failed = (error: Error): void => complain(`a notification of ${occasion} did not arrive: ${error.message}`)
      sent.push(send(rule, messageOf(occasion, ledger)).catch(failed))
    }
  }
  return {
    event(event, ledger) {
      if (event.kind === "trial.finished" && ledger.front.includes(event.trial)) tell("new-best", ledger)
    },
    async ended({ ledger, outcome }) {
      tell(occasionOf[outcome], ledger)
      await Promise.all(sent)
    },
  }
}

const occasionOf = { done: "finished", drained: "stopped", interrupted: "stopped", cancelled: "stopped", broken: "breaker" } as const

/** Milliseconds between two messages of a rule: `1/10m` is one in ten minutes. */
function gapOf({ at_most: most }: Rule): number {
  const [count, time] = (most ?? "1/0s").split("/") as [string, string]
  return durationOf("at_most", time) / Number(count)
}

interface Message {
  readonly occasion: Occasion
  readonly study: string
  readonly trials: number
  readonly best?: string
  readonly text: string
}

function messageOf(occasion: Occasion, ledger: Ledger): Message {
  const { name: study } = ledger.definition
  const first = ledger.trials[ledger.front.at(-1) ?? -1]
  const best = first === undefined ? undefined : `${valuesText(ledger, first)} #${first.number} ${configText(ledger, first)}`
  const text = `${study}: ${occasion}${best === undefined ? "" : `, best ${best}`}`
  return { occasion, study, trials: ledger.trials.length, ...(best !== undefined && { best }), text }
}

async function send({ run, webhook }: Rule, message: Message): Promise<void> {
  if (webhook !== undefined) {
    const headers = { "content-type": "application/json" }
    const answer = await fetch(webhook, { method: "POST", headers, body: JSON.stringify(message), signal: AbortSignal.timeout(patience) })
    if (!answer.ok) throw new Error(`${new URL(webhook).host} answered ${answer.status}`)
  }
  if (run !== undefined) await ran(run, message)
}

/** `{best}`, `{study}`, `{occasion}`, `{text}` are filled in; nothing passes through a shell. */
function ran(line: string, message: Message): Promise<void> {
  const [program = "", ...words] = splitWords(line).map((word) =>
    word.replace(/\{(best|study|occasion|text|trials)\}/g, (_, name: keyof Message) => String(message[name] ?? "")),
  )
  return new Promise((resolve, reject) => {
    // A signal and not `timeout`, whose timer outlives a program that could not be started and holds this process.
    const child = spawn(program, words, { stdio: "ignore", signal: AbortSignal.timeout(patience) })
    child.once("error", reject)
    child.once("exit", (code) => (code === 0 ? resolve() : reject(new Error(`${program} exited with ${code}`))))
  })
}

const patience = 10_000
