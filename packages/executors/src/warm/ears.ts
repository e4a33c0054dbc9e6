import type { Job, TrialLink } from "@diapason/core"
import type { Line } from "@diapason/core/protocol"
import { attemptLink, type AttemptLink } from "../attempt-link.ts"
import type { ReadRules } from "../capture/rules.ts"
import { conversation, type Conversation } from "../process/conversation.ts"
import { lastLines } from "../process/last-lines.ts"
import { logFile } from "../process/log-file.ts"
import { notText } from "../process/not-text.ts"
import type { Places } from "../process/places.ts"
import { departure, type Departure } from "./departure.ts"
import type { Warm } from "./settings.ts"
import type { Worker } from "./worker.ts"

/** A trial that is heard on a process that stays. */
interface Hearing {
  readonly leaving: Departure
  readonly line: AttemptLink
  readonly talk: Conversation
  /** Resolves when it has said its last word. */
  readonly finished: Promise<"finished">
  /** The last that it wrote, for who asks why it failed. */
  lastWords(): readonly string[]
  /** From now on the process is heard by nobody. */
  release(): void
}

/** Hears what a process says of its trial. */
export function ears(worker: Worker, options: Warm, rules: ReadRules, job: Job, link: TrialLink, places: Places): Hearing {
  const { grace = 10_000, noReport } = options
  const log = logFile(places.log, link)
  const [errors, outputs] = [lastLines(), lastLines()]
  const leaving = departure(worker, grace)
  const silence = noReport === undefined ? undefined : leaving.later(() => leaving.end("silence"), noReport)
  let finish: () => void = () => undefined
  const finished = new Promise<"finished">((resolve) => (finish = () => resolve("finished")))
  const line = attemptLink(link, {
    from: job.resume?.step ?? 0,
    reported: () => void silence?.refresh(),
    told: leaving.told,
    broken: () => leaving.end("interrupt"),
  })
  const talk = conversation(line, {
    job,
    places,
    metrics: [],
    rules,
    known: ownFields,
    diagnostic: link.diagnostic.bind(link),
    say: (text) => worker.say(text),
    log: (text) => log.write(Buffer.from(text)),
    answered: () => talk.pending < 64 && worker.hold(false),
    refused: leaving.terminate,
  })
  worker.heed({
    printed(printed) {
      if (!isMessage(printed)) return void outputs.add(printed)
      talk.message(printed, "the worker")
      if (talk.last.bye || talk.last.result !== undefined || talk.last.failure !== undefined) finish()
      else if (talk.pending > 256) worker.hold(true)
    },
    complained: errors.add,
    raw: log.write,
    notText: notText(link),
  })
  return {
    leaving,
    line,
    talk,
    finished,
    lastWords: () => (errors.all.length > 0 ? errors.all : outputs.all),
    release() {
      worker.heed(undefined)
      worker.hold(false)
      line.close()
      leaving.release()
      log.close()
    },
  }
}

/** What a process may say beside, for whoever reads its lines in a log. */
const ownFields: ReadonlySet<string> = new Set(["trial", "state"])

/** Whether a printed line is meant for us and not for a log. `ready` says that a process has begun, and asks for nothing. */
const isMessage = (line: Line): boolean =>
  line.kind === "huge" || (line.text.startsWith("{") && /"type"\s*:/.test(line.text) && !/^\{\s*"type"\s*:\s*"ready"/.test(line.text))
