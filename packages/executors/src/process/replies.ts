import type { Answer, Failure, Job, TrialLink } from "@diapason/core"
import { negotiate, writeMessage, type ChildMessage, type ParentMessage } from "@diapason/core/protocol"

/** What the client of an attempt is told, in the order of its reports, and in the words that it understands. */
interface Replies {
  /** Greets it, and learns what it can do where it `listens`; a client that cannot be understood gets its end, and that is returned. */
  hello(message: Extract<ChildMessage, { type: "hello" }>, listens: boolean): Failure | undefined
  /** The answer to report `number`. Answers leave in the order of their reports. */
  answer(number: number, decision: Promise<Answer>): void
  /** Says an answer at once. */
  tell(number: number, answer: Answer): void
  /** Asks it to save now; false where it has not said that it can. */
  save(): boolean
  /** Whether the client leaves by itself when told to. */
  readonly leaves: boolean
}

interface Told {
  readonly job: Job
  readonly diagnostic: TrialLink["diagnostic"]
  /** Writes a line to the client; undefined where nobody listens. */
  readonly say?: (line: string) => void
  /** Called when new values cannot be handed to this attempt. */
  readonly cannot: (rev: number, why: string) => void
}

export function replies({ job, diagnostic, say: write, cannot }: Told): Replies {
  let capabilities: ReadonlySet<string> = new Set()
  let answering: Promise<unknown> = Promise.resolve()
  const say = (message: ParentMessage): void => write?.(writeMessage(message))
  const tell = (at: number, answer: Answer): void => {
    const why = { text: answer.why }
    if (answer.action !== "update") return say({ type: "decision", for: at, action: answer.action, why })
    const { rev = 0, config, apply } = answer
    const refusal = refusalOf(capabilities, Object.keys(config))
    if (refusal === undefined && apply !== "restart") return say({ type: "decision", for: at, action: "update", rev, config, apply, why })
    say({ type: "decision", for: at, action: "continue", why })
    cannot(rev, refusal ?? "it cannot start again by itself")
  }
  return {
    hello(message, listens) {
      const agreed = negotiate(message.protocol)
      if ("error" in agreed) {
        const { code, words } = agreed.error
        diagnostic(code, `${words.what} ${words.mend}`)
        say({ type: "end", error: { code, message: words.what } })
        return { kind: "protocol", message: words.what, code }
      }
      if (listens) capabilities = new Set(message.capabilities)
      say(welcome(job, agreed.protocol))
      return undefined
    },
    answer(number, decision) {
      answering = Promise.all([decision, answering]).then(([answer]) => tell(number, answer))
    },
    tell,
    save() {
      const able = write !== undefined && capabilities.has("checkpoint")
      if (able) say({ type: "save" })
      return able
    },
    get leaves() {
      return capabilities.has("stop")
    },
  }
}

/** Why these values cannot be changed in the middle of this attempt: it has not said that it takes them. */
function refusalOf(capabilities: ReadonlySet<string>, names: readonly string[]): string | undefined {
  if (capabilities.has("update")) return undefined
  const fixed = names.filter((name) => !capabilities.has(`update:${name}`))
  return fixed.length === 0 ? undefined : `the script does not say that it can change ${fixed.join(", ")} while it runs`
}

function welcome({ study, trial, attempt, config, seed, fidelity, resume }: Job, protocol: number): ParentMessage {
  const optional = { ...(fidelity !== undefined && { fidelity }), ...(resume !== undefined && { resume }) }
  return { type: "welcome", protocol, study, trial, attempt, config, seed, ...optional }
}
