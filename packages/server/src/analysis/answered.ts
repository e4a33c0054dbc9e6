import type { FastifyReply } from "fastify"
import type { Context } from "../context.ts"
import type { Question } from "./analyst.ts"

interface Request {
  readonly study: string
  /** An earlier position; now where it is left out. */
  readonly at?: number | undefined
  readonly question: Question
  readonly reply: FastifyReply
}

/** What is answered of a study, with the position of the log that it holds for in x-diapason-position. Throws D303, D4xx, and what the answer refuses. */
export async function answered({ studies, analyses }: Context, { study, at, question, reply }: Request): Promise<unknown> {
  const { ledger } = await studies.soon(study)
  const exact = at !== undefined && at < ledger.seq
  const asked = { study, position: exact ? Math.max(1, at) : ledger.seq, question, exact }
  const { position, answer } = await analyses.ask(asked)
  reply.header("x-diapason-position", position)
  return answer
}
