import { sha256, type Ledger, type Signal, type StudyEvent, type Tracker } from "@diapason/core"
import { ask } from "../http.ts"
import { happeningOf, type Occasion } from "./occasion.ts"
import { runCommand } from "./run-command.ts"
import { signed } from "./signature.ts"

/** Who is told of what, and how. */
export interface NotificationRule {
  readonly when: readonly Occasion[]
  /** An address that is sent a POST of JSON. */
  readonly webhook?: string
  /** With it deliveries are signed. */
  readonly secret?: string
  /** `slack`: the text alone, as chats take it. */
  readonly as?: "json" | "slack"
  /** A program and its words, in which `{text}`, `{best}`, `{study}`, `{occasion}`, `{trials}` and `{trial}` are filled; it is given the JSON on standard input. */
  readonly run?: readonly string[]
  /** Milliseconds from one message to the next; what happens in between is not told. */
  readonly gap?: number
  /** Milliseconds for one delivery; ten seconds when absent. */
  readonly patience?: number
}

/** What a message is made with. */
export interface Wording {
  /** The best by now in one line; undefined where there is none. */
  readonly best: (ledger: Ledger) => string | undefined
  readonly now: () => number
}

/** What is sent. Fields are added, never renamed. */
interface Message {
  readonly schema: "diapason.notification/1"
  /** The same at each try, so that a receiver can leave out what it has. */
  readonly id: string
  readonly occasion: Occasion
  readonly study: string
  /** When it happened. */
  readonly at: string
  readonly trials: number
  readonly trial?: number
  readonly why?: string
  readonly best?: string
  readonly text: string
}

/** Tells people or programs of a study. What does not arrive is sent again with the same id: a receiver has each message at least once. */
export function notifications(rule: NotificationRule, { best, now }: Wording): Tracker {
  const { webhook, run = [], when, gap = 0 } = rule
  const mark = sha256(JSON.stringify([webhook, run, when])).slice(0, 8)
  const queue: { readonly event: StudyEvent; readonly message: Omit<Message, "id"> }[] = []
  let last = -Infinity
  return {
    name: `notify-${mark}`,
    // The path of a webhook is often its secret.
    title: webhook !== undefined ? `the webhook at ${new URL(webhook).host}` : `the notification by ${run[0]}`,
    to: mark,
    fold(event, ledger, owed) {
      const happening = happeningOf(event, ledger)
      if (happening === undefined || !when.includes(happening.occasion) || event.at - last < gap) return
      last = event.at
      if (owed) queue.push({ event, message: messageOf(event, happening, ledger, best(ledger)) })
    },
    async flush(study, signal) {
      const lost: string[] = []
      for (let first = queue[0]; first !== undefined; first = queue[0]) {
        const id = `msg_${sha256(`${study}/${mark}/${first.event.seq}`).slice(0, 32)}`
        const { schema, ...rest } = first.message
        const failure = await deliver(rule, { schema, id, ...rest }, now(), signal)
        if (failure !== undefined && !failure.final)
          return { outcome: "unreached", why: `a notification of ${rest.occasion} did not arrive: ${failure.why}` }
        if (failure !== undefined) lost.push(`a notification of ${rest.occasion}: ${failure.why}`)
        queue.shift()
      }
      return { outcome: "taken", lost }
    },
  }
}

function messageOf(
  { at }: StudyEvent,
  { occasion, trial, why }: NonNullable<ReturnType<typeof happeningOf>>,
  ledger: Ledger,
  best: string | undefined,
): Omit<Message, "id"> {
  const { name: study } = ledger.definition
  const about = occasion === "trial-failed" ? `, trial ${trial}: ${why}` : occasion === "attention" ? `, ${why}` : ""
  return {
    schema: "diapason.notification/1",
    occasion,
    study,
    at: new Date(at).toISOString(),
    trials: ledger.trials.length,
    ...(trial !== undefined && { trial }),
    ...(why !== undefined && { why }),
    ...(best !== undefined && { best }),
    text: `${study}: ${occasion}${about}${best === undefined ? "" : `, best ${best}`}`,
  }
}

interface Failed {
  readonly why: string
  /** The receiver will never take it. */
  readonly final: boolean
}

async function deliver(rule: NotificationRule, message: Message, now: number, signal: Signal): Promise<Failed | undefined> {
  const { webhook, secret, as, run, patience = 10_000 } = rule
  if (webhook !== undefined) {
    const body = JSON.stringify(as === "slack" ? { text: message.text } : message)
    const headers = { "content-type": "application/json", ...signed(message.id, body, secret, now) }
    const reply = await ask(webhook, { method: "POST", headers, body, patience, signal })
    if (reply.status === undefined) return { why: reply.why, final: false }
    if (reply.status < 200 || reply.status >= 300)
      return { why: `${new URL(webhook).host} answered ${reply.status}`, final: hopeless.includes(reply.status) }
  }
  if (run === undefined) return undefined
  const words = run.map((word) =>
    word.replace(/\{(best|study|occasion|text|trials|trial)\}/g, (_, name: keyof Message) => String(message[name] ?? "")),
  )
  const why = await runCommand(words, `${JSON.stringify(message)}\n`, patience, signal)
  return why === undefined ? undefined : { why, final: false }
}

/** Answers by which a receiver says that this message is wrong, and will be. */
const hopeless: readonly number[] = [400, 405, 406, 410, 411, 413, 414, 415, 422]
