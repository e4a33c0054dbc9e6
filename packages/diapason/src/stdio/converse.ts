import {
  asHeard,
  DiapasonError,
  fault,
  fromWireMetrics,
  type Asked,
  type Chosen,
  type Json,
  type Session,
  type Wanted,
} from "@diapason/core"
import { systemStudy, type SystemStudy } from "../host/system-study.ts"
import { bestView, statusView } from "@diapason/views"
import { transferOf } from "../memory/transfer-of.ts"
import { usualTransfer } from "../memory/usual-transfer.ts"
import { recommendedView } from "../views/recommended-view.ts"
import { addObserved, failureOf } from "./observed.ts"
import { importanceView } from "./importance-view.ts"
import { trialsView } from "./trials-view.ts"
import { notesOf, studiesOf } from "./notes.ts"
import { request, type Request } from "./request.ts"

/** A conversation with one program about one study: each request is answered by one object, errors too. */
interface Conversation {
  answer(request: unknown): Promise<Answer>
  /** End of input: unfinished trials are put back for the next conversation. */
  end(): Promise<void>
}

export function converse(): Conversation {
  const talk: Talk = {}
  return {
    async answer(value) {
      try {
        return await respond(talk, readRequest(value))
      } catch (error) {
        if (error instanceof DiapasonError)
          return { error: { code: error.code, message: error.words.what, why: error.words.why, fix: error.words.mend } }
        return { error: { code: "D000", message: error instanceof Error ? error.message : String(error) } }
      }
    },
    end: () => leave(talk),
  }
}

type Answer = Readonly<Record<string, unknown>>

interface Talk {
  study?: SystemStudy | undefined
  session?: Session | undefined
}

/** What is unfinished is put back; after that another study may be begun. */
async function leave(talk: Talk): Promise<void> {
  const { session, study } = talk
  talk.session = talk.study = undefined
  await session?.close("the input ended")
  await study?.close()
}

function readRequest(value: unknown): Request {
  const parsed = request.safeParse(value)
  if (parsed.success) return parsed.data
  const issue = parsed.error.issues[0]!
  throw fault("D506", { at: issue.path.join("."), detail: issue.message })
}

async function respond(talk: Talk, asked: Request): Promise<Answer> {
  if (asked.op === "init") return init(talk, asked)
  if (asked.op === "open") return open(talk, asked)
  if (asked.op === "studies") return { studies: await studiesOf(asked.store) }
  const { session, study } = talk
  if (session === undefined || study === undefined) throw fault("D506", { at: "op", detail: "the first request is init" })
  switch (asked.op) {
    case "ask":
      return asked.count === undefined ? askView(await session.ask()) : askMany(session, asked.count)
    case "report": {
      const answer = asHeard(await session.report(asked.trial, asked.step, fromWireMetrics(asked.metrics)))
      const { action, why } = answer
      return answer.action === "update" ? { action, rev: answer.rev, config: answer.config, apply: answer.apply, why } : { action, why }
    }
    case "applied":
      await session.applied(asked.trial, asked.rev, asked.step)
      return { ok: true }
    case "refused":
      await session.refused(asked.trial, asked.rev, asked.why ?? "the program refused it")
      return { ok: true }
    case "checkpoint":
      await session.checkpoint(asked.trial, asked.step, asked.path, asked.bytes)
      return { ok: true }
    case "tell": {
      const { best } = await session.tell(asked.trial, fromWireMetrics(asked.metrics))
      const trial = session.ledger.trials[asked.trial]
      // Values without the objective, or with one that is not finite, are no result: the program hears what was recorded instead.
      return { ok: true, best, ...(trial?.state === "failed" && { failed: trial.failure.kind }) }
    }
    case "fail":
      await session.fail(asked.trial, failureOf(asked.kind, asked.message))
      return { ok: true }
    case "add":
      return addObserved(session, asked)
    case "note":
      await session.note(asked.trial, asked.key, asked.value)
      return { ok: true }
    case "notes":
      return notesOf(study.store, session.ledger.definition.name, asked.key, asked.after)
    case "close":
      await leave(talk)
      return { ok: true }
    case "best": {
      const recommended = recommendedView(session.ledger)
      return { best: bestView(session.ledger), ...(recommended !== undefined && { recommended }) }
    }
    case "status":
      return { ...statusView(session.ledger, session.now(), new Set([session.session])) }
    case "trials":
      return trialsView(session.ledger, asked)
    case "importance":
      return importanceView(session.ledger, asked)
  }
}

async function init(talk: Talk, asked: Extract<Request, { op: "init" }>): Promise<Answer> {
  const { store = "memory:" } = asked
  await begin(talk, {
    wanted: wantedOf(asked),
    store,
    transfer: asked.transfer === undefined ? usualTransfer(store) : transferOf(asked.transfer),
    facts: { command: "stdio" },
    ...(asked.thread === false && { thinks: "here" }),
    ...(asked.baselines !== undefined && { baselines: asked.baselines.map((config) => ({ config })) }),
    ...(asked.extend !== undefined && { extend: asked.extend }),
  })
  const { ledger, resumed } = talk.session!
  return { ok: true, study: ledger.definition.name, ...(resumed && { resumed: true }) }
}

/** A study that is there, as its record has it. */
async function open(talk: Talk, { store, name }: Extract<Request, { op: "open" }>): Promise<Answer> {
  await begin(talk, { wanted: { name, recorded: true }, store, transfer: "off", facts: { command: "stdio" } })
  const { definition, trials } = talk.session!.ledger
  return { ok: true, study: name, space: definition.space, objectives: definition.objectives, trials: trials.length }
}

async function begin(talk: Talk, options: Parameters<typeof systemStudy>[0]): Promise<void> {
  if (talk.session !== undefined) throw fault("D506", { at: "op", detail: "init was said already; one conversation is about one study" })
  const study = await systemStudy(options)
  try {
    talk.session = await study.open()
    talk.study = study
  } catch (error) {
    await study.close()
    throw error
  }
}

function wantedOf(asked: Extract<Request, { op: "init" }>): Wanted {
  const {
    op: _,
    baselines: __,
    store: ___,
    transfer: ____,
    thread: _____,
    name = "study",
    sampler,
    scheduler,
    terminator,
    adapt,
    ...rest
  } = asked
  const said = Object.fromEntries(Object.entries(rest).filter(([, value]) => value !== undefined)) as Omit<Wanted, "name">
  return {
    name,
    ...said,
    ...(sampler !== undefined && { sampler: chosen(sampler) }),
    ...(scheduler !== undefined && { scheduler: chosen(scheduler) }),
    ...(terminator !== undefined && { terminator: chosen(terminator) }),
    ...(adapt !== undefined && { adapt: adapt as readonly Json[] }),
  }
}

const chosen = (spec: string | Record<string, unknown>): Chosen =>
  typeof spec === "string" ? { type: spec } : (spec as { type: string; [key: string]: Json })

async function askMany(session: Session, count: number): Promise<Answer> {
  const trials: Readonly<Record<string, unknown>>[] = []
  while (trials.length < count) {
    const asked = await session.ask()
    if (asked.kind !== "trial") return trials.length > 0 ? { trials } : askView(asked)
    trials.push(askView(asked))
  }
  return { trials }
}

function askView(asked: Asked): Readonly<Record<string, unknown>> {
  switch (asked.kind) {
    case "done":
      return { done: true, why: asked.why }
    case "wait":
      return { wait: true, why: asked.why }
    case "fenced":
      throw fault("D304", { study: "this study" })
    case "trial": {
      const { number: trial, config, why, fidelity, resume, parent } = asked
      return {
        trial,
        config,
        ...(fidelity !== undefined && { fidelity }),
        ...(resume !== undefined && { resume: resume.step, ...(resume.path !== undefined && { path: resume.path }) }),
        ...(parent !== undefined && { parent }),
        why,
      }
    }
  }
}
