import { openAsBlob } from "node:fs"
import { toWireMetrics } from "@diapason/core"
import { readAnswer, writeMessage } from "@diapason/core/protocol"
import { createClient, ProblemError, type Client } from "@diapason/server/client"
import { Refusal, type HandedTrial, type Remote, type RemoteAttempt } from "./remote.ts"

interface Address {
  /** With what a proxy puts before, without a slash at the end. */
  readonly url: string
  readonly study: string
  /** The worker's own token, for what no attempt says. */
  readonly token: string | undefined
  /** Names this worker among all. */
  readonly worker: string
  /** Sends a request; `fetch` unless a test says otherwise. */
  readonly send?: typeof fetch
}

/** A server's study over HTTP. */
export function httpRemote({ url, study, token, worker, send = fetch }: Address): Remote {
  const client = (bearer: string | undefined, request?: string): Client => {
    const headers = {
      ...(bearer !== undefined && { authorization: `Bearer ${bearer}` }),
      ...(request !== undefined && { "idempotency-key": request }),
    }
    return createClient(url, (to, init) =>
      send(to as string, { ...init, headers: { ...(init?.headers as object), ...headers }, signal: AbortSignal.timeout(patience) }),
    )
  }
  const own = client(token)
  const speaks = (attempt: RemoteAttempt): Client => client(attempt.token ?? token)
  const params = ({ trial }: RemoteAttempt) => ({ study, trial })
  return {
    url,
    run: () =>
      answered(async () => {
        const { space, constraints, objectives, fidelity, adapt, command, run, heard } = await own("GET /v1/studies/:study/run", {
          params: { study },
        })
        const definition = {
          objectives: objectives as never,
          ...(fidelity !== undefined && { fidelity: fidelity as never }),
          ...(adapt !== undefined && { adapt }),
          ...(command !== undefined && { command }),
        }
        return { space, constraints, definition, run, heard }
      }),
    ask: (count, request, lease) =>
      answered(async () => {
        const body = { count, worker, lease: `${Math.max(1, Math.round(lease / 1000))}s` }
        const asked = await client(token, request)("POST /v1/studies/:study/trials:ask", { params: { study }, body })
        if ("done" in asked) return { kind: "done", why: asked.why, running: asked.running ?? 0 }
        if ("wait" in asked) return { kind: "wait", why: asked.why }
        return { kind: "trials", trials: ("trials" in asked ? asked.trials : [asked]) as readonly HandedTrial[] }
      }),
    say: (attempt, messages) =>
      answered(async () => {
        const body = messages.map((message) => JSON.parse(writeMessage(message)) as { type: string })
        const query = { attempt: attempt.attempt }
        const answers = await speaks(attempt)("POST /v1/trials/:study/:trial/messages", { params: params(attempt), query, body })
        return answers.flatMap((answer) => readAnswer(JSON.stringify(answer)) ?? [])
      }),
    beat: (attempt) =>
      answered(() =>
        speaks(attempt)("POST /v1/trials/:study/:trial:heartbeat", { params: params(attempt), body: { attempt: attempt.attempt } }),
      ),
    tell: (attempt, metrics) =>
      answered(() => {
        const body = { metrics: { ...toWireMetrics(metrics) }, attempt: attempt.attempt }
        return speaks(attempt)("POST /v1/trials/:study/:trial:tell", { params: params(attempt), body })
      }),
    fail: (attempt, { kind, message, exit, signal, code }) =>
      answered(() => {
        const more = { ...(exit !== undefined && { exit }), ...(signal !== undefined && { signal }), ...(code !== undefined && { code }) }
        const body = { kind, message: message.slice(0, 10_000), attempt: attempt.attempt, ...more }
        return speaks(attempt)("POST /v1/trials/:study/:trial:fail", { params: params(attempt), body })
      }),
    async upload(attempt, name, path, media) {
      const body = await openAsBlob(path)
      const to = `${url}/v1/trials/${encodeURIComponent(study)}/${attempt.trial}/artifacts/${encodeURIComponent(name)}?attempt=${attempt.attempt}`
      const bearer = attempt.token ?? token
      await answered(async () => {
        const response = await send(to, {
          method: "PUT",
          headers: {
            "x-diapason": "1",
            "content-type": media ?? "application/octet-stream",
            ...(bearer !== undefined && { authorization: `Bearer ${bearer}` }),
          },
          body,
        })
        if (!response.ok) throw new ProblemError(response.status, (await response.json().catch(() => ({}))) as object, response.headers)
      })
    },
  }
}

/** Milliseconds after which a request that got no answer counts as unheard. */
const patience = 20_000

async function answered<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work()
  } catch (error) {
    throw refusalOf(error)
  }
}

/** What an error means for who asked. What is not known passes, since a later version may say more. */
function refusalOf(error: unknown): Error {
  if (error instanceof ProblemError) {
    const { status, code, message, fix, after } = error
    if (code === "D000" && status < 500) return new Refusal("wrong", `it answered ${status} without a word of Diapason`)
    if (code === "D422" || code === "D231" || code === "D421") return new Refusal("stale", message)
    if (status === 401 || status === 403) return new Refusal("denied", message)
    if (code === "D303") return new Refusal("missing", message)
    if (status >= 500 || status === 429 || status === 408 || code === "D420") return new Refusal("away", message, after)
    return new Refusal("wrong", `${message}${fix === undefined ? "" : ` ${fix}`}`)
  }
  if (error instanceof SyntaxError) return new Refusal("wrong", "it did not answer in JSON")
  if (error instanceof Error && (error.name === "TimeoutError" || error instanceof TypeError)) return new Refusal("away", wordsOf(error))
  return error as Error
}

function wordsOf(error: Error): string {
  const cause = error.cause as (NodeJS.ErrnoException & { readonly errors?: readonly Error[] }) | undefined
  const inner = cause?.message === undefined || cause.message === "" ? cause?.errors?.[0]?.message : cause.message
  return inner ?? cause?.code ?? error.message
}
