import { DiapasonError, trialSeed, type Answer, type Failure, type RunningTrial, type Trial } from "@diapason/core"
import { messageFrom, negotiate, type ChildMessage, type ParentMessage, type ReportMessage } from "@diapason/core/protocol"
import type { ClientFacts, ConductedStudy } from "./conducted-study.ts"
import { currentAttempt, toldToLeave, type Named } from "./current-attempt.ts"
import { takeFailure, takeResult } from "./take-end.ts"
import { takeReport } from "./take-report.ts"

/**
 * The trial protocol over HTTP: messages of an attempt, in order, and what it is answered. What is no message is left out, as on a
 * descriptor; an attempt that another has taken over from hears so in place of everything else. Throws D231, D421, D4xx.
 */
export async function converse(study: ConductedStudy, named: Named, objects: readonly Said[], check: Check): Promise<ParentMessage[]> {
  const answers: ParentMessage[] = []
  try {
    for (const object of objects) {
      const read = messageFrom(object)
      if (read.kind === "message") answers.push(...(await take(study, named, read.message, check)))
    }
    if (answers.length === 0) answers.push(...unasked(study, currentAttempt(study, named)))
    return answers
  } catch (error) {
    if (!(error instanceof DiapasonError) || error.code !== "D422") throw error
    return [...answers, { type: "end", stale: true }]
  }
}

type Said = Readonly<Record<string, unknown>>

/** Throws where the attempt may not have saved to this path. */
type Check = (path: string) => void

async function take(study: ConductedStudy, named: Named, message: ChildMessage, check: Check): Promise<readonly ParentMessage[]> {
  const { session } = study
  const trial = currentAttempt(study, named)
  const { number } = trial
  switch (message.type) {
    case "hello":
      return trial.state === "running" ? [await hello(study, trial, message)] : unasked(study, trial)
    case "report":
      return [await report(study, named, trial, message)]
    case "checkpoint":
      check(message.path)
      await study.inOrder(number, () => session.checkpoint(number, message.step, message.path, message.bytes))
      return []
    case "artifact":
      await session.artifact(number, message.name, message.path, message.media)
      return []
    case "note":
      await session.note(number, message.key, message.value)
      return []
    case "log":
    case "heartbeat":
      return []
    case "applied":
      await study.inOrder(number, () => session.applied(number, message.rev, message.step))
      return []
    case "refused":
      await study.inOrder(number, () => session.refused(number, message.rev, message.why ?? "the script refused it"))
      return []
    case "result":
      if (trial.state === "running") await takeResult(study, named, message.metrics)
      return [{ type: "end" }]
    case "fail":
      if (trial.state === "running") await takeFailure(study, named, failureOf(message))
      return [{ type: "end" }]
    case "bye":
      if (trial.state === "running") await takeResult(study, named, {})
      return [{ type: "end" }]
  }
}

/** To one that says nothing that asks for an answer: whether it is to leave. */
function unasked({ clients }: ConductedStudy, trial: Trial): readonly ParentMessage[] {
  const leave = toldToLeave(trial)
  return leave === undefined
    ? []
    : [{ type: "decision", for: clients.get(trial.number)?.seq ?? 0, action: leave.action, why: { text: leave.why } }]
}

const failureOf = ({ kind, text }: Extract<ChildMessage, { type: "fail" }>): Failure => ({
  kind,
  message: text === "" ? `the script failed as ${kind}` : text,
})

async function hello(
  study: ConductedStudy,
  trial: RunningTrial,
  message: Extract<ChildMessage, { type: "hello" }>,
): Promise<ParentMessage> {
  const { definition } = study.session.ledger
  const { number, attempts: attempt } = trial
  const agreed = negotiate(message.protocol)
  if ("error" in agreed) {
    const { code, words } = agreed.error
    const named = { trial: number, attempt }
    await takeFailure(study, named, { kind: "protocol", message: words.what, code })
    return { type: "end", error: { code, message: words.what } }
  }
  study.clients.set(number, { attempt, capabilities: new Set(message.capabilities), seq: 0, answers: new Map() })
  const { config, fidelity, resume } = study.session.running(number)
  return {
    type: "welcome",
    protocol: agreed.protocol,
    study: definition.name,
    trial: number,
    attempt,
    config,
    seed: trialSeed(definition.seed, number, trial.reseeded),
    ...(fidelity !== undefined && { fidelity }),
    ...(resume !== undefined && { resume }),
  }
}

/** A numbered report that was answered before is answered so again, whatever has happened since. */
async function report(study: ConductedStudy, named: Named, trial: Trial, message: ReportMessage): Promise<ParentMessage> {
  const client = clientOf(study, trial)
  const seq = message.seq ?? client.seq + 1
  const known = client.answers.get(seq) as ParentMessage | undefined
  if (known !== undefined) return known
  const answer = await takeReport(study, named, message.step, message.metrics)
  const decision = await decisionFor(study, trial.number, client, seq, answer)
  client.seq = Math.max(seq, client.seq)
  client.answers.set(seq, decision)
  if (client.answers.size > remembered) client.answers.delete(client.answers.keys().next().value!)
  return decision
}

const remembered = 64

/** One that has not said hello to this process since it started: what it can do is not known, and is left to it. */
function clientOf({ clients }: ConductedStudy, { number, attempts: attempt }: Trial): ClientFacts {
  const known = clients.get(number)
  if (known?.attempt === attempt) return known
  const client: ClientFacts = { attempt, capabilities: new Set(["update"]), seq: 0, answers: new Map() }
  clients.set(number, client)
  return client
}

async function decisionFor(study: ConductedStudy, trial: number, client: ClientFacts, seq: number, answer: Answer): Promise<ParentMessage> {
  const why = { text: answer.why }
  if (answer.action !== "update") return { type: "decision", for: seq, action: answer.action, why }
  const { rev = 0, config, apply } = answer
  const fixed = client.capabilities.has("update") ? [] : Object.keys(config).filter((name) => !client.capabilities.has(`update:${name}`))
  if (fixed.length === 0 && apply !== "restart") return { type: "decision", for: seq, action: "update", rev, config, apply, why }
  const refusal = `the script does not say that it can change ${fixed.join(", ")} while it runs`
  await study.session.refused(trial, rev, refusal)
  return { type: "decision", for: seq, action: "continue", why }
}
