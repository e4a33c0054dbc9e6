import type { Answer, Json, TrialLink } from "@diapason/core"
import type { ChildMessage, ParentMessage } from "@diapason/core/protocol"
import { isAddress } from "@diapason/executors"
import type { Outbox } from "./outbox.ts"
import { Refusal } from "./remote.ts"
import { leave, refused, said, type Standing } from "./standing.ts"

/** What an attempt says goes to the server, in order; while that cannot be asked the attempt is told to go on. */
export function remoteLink(at: Standing): TrialLink {
  const { o, handed, lost } = at
  const say = (message: ChildMessage): Promise<void> =>
    lost.signal.aborted ? Promise.resolve() : said(at, message).then(nothing, (error: unknown) => refused(at, error))
  return {
    report: reporter(at),
    applied: (rev, step) => say({ type: "applied", rev, ...(step !== undefined && { step }) }),
    refused: (rev, why) => say({ type: "refused", rev, why }),
    checkpoint: (step, path, bytes) => say({ type: "checkpoint", step, path, ...(bytes !== undefined && { bytes }) }),
    note: (key, value) => say({ type: "note", key, value: value as Json }),
    artifact(name, path, media) {
      if (lost.signal.aborted) return Promise.resolve()
      return isAddress(path) ? say({ type: "artifact", name, path, ...(media !== undefined && { media }) }) : upload(at, name, path, media)
    },
    diagnostic: (code, text) => o.diagnostic(handed.trial, code, text),
  }
}

function reporter(at: Standing): TrialLink["report"] {
  let seq = 0
  /** What the server said that is to be heard at the next report. */
  let due: Answer | undefined
  /** What came when its report was long answered: an end is told at once, new values with the next report. */
  const hearLate = (late: Answer): void => {
    if (late.action === "update") due = late
    else if (late.action !== "continue") leave(at, late)
  }
  return async (step, metrics) => {
    if (at.lost.signal.aborted) return gone
    if (at.left !== undefined) return at.left
    const number = ++seq
    at.o.heard(metrics)
    const decided = said(at, { type: "report", seq: number, step, metrics })
      .then((answers) => answerIn(answers, number))
      .catch((error: unknown) => (refused(at, error), unheard))
    const answer = await inTime(at.box, decided)
    if (answer === undefined) void decided.then(hearLate)
    else if (answer.action === "stop" || answer.action === "pause") return (at.left ??= answer)
    const heard = answer === undefined || answer.action === "continue" ? (due ?? answer ?? unheard) : answer
    due = undefined
    return heard
  }
}

function upload(at: Standing, name: string, path: string, media: string | undefined): Promise<void> {
  const { o, handed, box } = at
  return box
    .add(() => o.remote.upload(handed, name, path, media))
    .catch((error: unknown) => {
      if (error instanceof Refusal) return refused(at, error)
      o.diagnostic(handed.trial, "D425", `the artifact ${name} could not be read: ${(error as Error).message}`)
    })
}

/** The answer, or undefined when the server could not be asked for now. */
function inTime(box: Outbox, answer: Promise<Answer>): Promise<Answer | undefined> {
  return new Promise((resolve, reject) => {
    const forget = box.whenAway(() => resolve(undefined))
    void answer.then(resolve, reject).finally(forget)
  })
}

const nothing = (): void => undefined
const gone: Answer = { action: "stop", why: "the attempt counts no more" }
const unheard: Answer = { action: "continue", why: "the server could not be asked" }

function answerIn(answers: readonly ParentMessage[], number: number): Answer {
  const decision = answers.find((answer) => answer.type === "decision" && answer.for === number)
  if (decision?.type !== "decision") return answers.some(({ type }) => type === "end") ? gone : unheard
  const why = decision.why?.text ?? ""
  if (decision.action !== "update") return { action: decision.action, why }
  return { action: "update", why, rev: decision.rev, config: decision.config, apply: decision.apply }
}
