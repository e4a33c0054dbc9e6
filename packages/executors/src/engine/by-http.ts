import { appendFileSync } from "node:fs"
import type { Conversation } from "../process/conversation.ts"
import type { Mailbox } from "./mailbox.ts"

/** Where messages that come by HTTP go. */
interface Way {
  readonly talk: Pick<Conversation, "message">
  /** What is told in return. */
  readonly outbox: Mailbox
  /** The attempt's file of messages. */
  readonly file: string
  /** Takes in what that file has by now. */
  readonly poll: () => void
}

/** Takes in one message of an attempt, and gives the lines to answer it with. */
export const byHttp =
  ({ talk, outbox, file, poll }: Way) =>
  async (text: string): Promise<readonly string[]> => {
    const type = typeOf(text)
    if (lastWords.has(type)) {
      // By the attempt's file, so that whoever follows on a dead conductor hears them too.
      appendFileSync(file, `${text}\n`)
      poll()
    } else {
      talk.message({ kind: "line", text }, "the worker")
      if (type === "report") await outbox.next(answerTime)
    }
    return outbox.take()
  }

function typeOf(text: string): string {
  try {
    return String((JSON.parse(text) as { readonly type?: unknown }).type)
  } catch {
    return ""
  }
}

/** Messages that count once the attempt has ended, and must outlive its conductor. */
const lastWords: ReadonlySet<string> = new Set(["result", "fail", "bye"])

/** Milliseconds that an answer to a report is waited for; a client goes on after two seconds without one. */
const answerTime = 1500
