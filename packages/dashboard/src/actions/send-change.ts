import { api } from "../live/api.ts"

/** What became of a change: it is in the log, or it waits until another owner approves it. */
export type Applied = { readonly position: number } | { readonly proposed: string }

/** Asks for a change by the key of its route. Throws ProblemError. */
export async function sendChange(route: string, params: Readonly<Record<string, string | number>>, body: object): Promise<Applied> {
  const answer = (await send(route, { params, body })) as Applied | { readonly applied: Applied }
  return "applied" in answer ? answer.applied : answer
}

/** Routes are chosen by what people press, so their types are not told apart here. */
const send = api as unknown as (key: string, asked: object) => Promise<unknown>
