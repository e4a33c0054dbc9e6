import { request as plainRequest, Agent as PlainAgent, type IncomingMessage } from "node:http"
import { Agent, request as tlsRequest } from "node:https"
import { fault } from "@diapason/core"
import { jsonOf } from "./json-of.ts"
import { readAccess } from "./access.ts"
import type { Access, Answer } from "./entrance.ts"
import type { KubernetesOptions } from "./options.ts"
import { saidNo } from "./said-no.ts"

interface Question {
  readonly method: "GET" | "POST" | "DELETE"
  /** Below the namespace: `jobs` and `jobs/NAME` of batch/v1, `pods…` and `events` of v1. */
  readonly path: string
  readonly query?: Readonly<Record<string, string>>
  readonly body?: object
}

/** A response whose body goes on. */
interface Stream {
  readonly status: number
  readonly response: IncomingMessage
}

/** The API of one namespace of a cluster. Every call rejects with D445 when it cannot be asked, D447 when it accepts no credentials, D448. */
export interface Api {
  ask(question: Question): Promise<Answer>
  /** Begins to read a body that goes on; the socket keeps no process alive. */
  stream(path: string, query: Readonly<Record<string, string>>): Promise<Stream>
  access(): Promise<Access>
}

export function api(options: Pick<KubernetesOptions, "kubeconfig" | "context" | "namespace">): Api {
  let known: Promise<Access> | undefined
  let agents: Agents | undefined
  const access = (): Promise<Access> => (known ??= readAccess(options))
  const forget = (): void => {
    known = agents = undefined
  }
  const once = async (question: Question, lasting: boolean): Promise<IncomingMessage> => {
    const reached = await access().catch((error: unknown) => {
      forget()
      throw error
    })
    agents ??= agentsOf(reached)
    return send(reached, agents, question, lasting)
  }
  /** Credentials that ran out are read anew, once. */
  const entered = async (question: Question, lasting: boolean): Promise<IncomingMessage> => {
    const first = await once(question, lasting)
    if (first.statusCode !== 401) return first
    first.resume()
    forget()
    const second = await once(question, lasting)
    if (second.statusCode !== 401) return second
    const { server, source } = await access()
    forget()
    throw fault("D447", { server, source, why: saidNo(await jsonOf(second)) })
  }
  return {
    access,
    async ask(question) {
      for (let tries = 1; ; tries++) {
        const response = await entered(question, false)
        const body = await jsonOf(response).catch(async (error: unknown) => {
          throw await unreachable(access, error)
        })
        const after = Number(response.headers["retry-after"])
        const answer = { status: response.statusCode ?? 0, body, after: Number.isFinite(after) ? after : undefined }
        if (!busy(answer) || tries === mostTries) return answer
        await new Promise((resolve) => setTimeout(resolve, answer.after! * 1000))
      }
    },
    async stream(path, query) {
      const response = await entered({ method: "GET", path, query }, true)
      return { status: response.statusCode ?? 0, response }
    },
  }
}

/** An answer that asks for a moment's patience, and not for more than that. */
const busy = ({ status, after }: Answer): boolean => (status === 429 || status === 503) && after !== undefined && after <= 5

const mostTries = 3

interface Agents {
  readonly agent: PlainAgent
}

function agentsOf({ server, tls }: Access): Agents {
  const settings = { keepAlive: true, maxSockets: 64, timeout: longestSilence }
  return { agent: server.startsWith("http:") ? new PlainAgent(settings) : new Agent({ ...settings, ...tls }) }
}

function send(
  { server, namespace, authorization }: Access,
  { agent }: Agents,
  asked: Question,
  lasting: boolean,
): Promise<IncomingMessage> {
  const { method, path, query = {}, body } = asked
  const group = path.split("/")[0] === "jobs" ? "/apis/batch/v1" : "/api/v1"
  const words = new URLSearchParams(query).toString()
  const url = `${server}${group}/namespaces/${encodeURIComponent(namespace)}/${path}${words === "" ? "" : `?${words}`}`
  const text = body === undefined ? undefined : JSON.stringify(body)
  return new Promise((resolve, reject) => {
    const fail = (error: Error): void => reject(fault("D445", { server, why: words445(error) }))
    const make = server.startsWith("http:") ? plainRequest : tlsRequest
    let request
    try {
      request = make(url, {
        method,
        agent,
        // A certificate that is wrong may be right at the next try: everything is checked for each connection.
        headers: {
          accept: "application/json, */*",
          "user-agent": "diapason",
          ...(authorization !== undefined && { authorization }),
          ...(text !== undefined && { "content-type": "application/json", "content-length": Buffer.byteLength(text) }),
        },
      })
    } catch (error) {
      return fail(error as Error)
    }
    const patience = setTimeout(() => request.destroy(new Error(`no answer within ${longestSilence / 1000} s`)), longestSilence)
    request.on("error", (error) => {
      clearTimeout(patience)
      fail(error)
    })
    request.on("response", (response) => {
      clearTimeout(patience)
      if (lasting) response.socket.unref()
      else response.setTimeout(longestSilence, () => response.destroy(new Error(`silent for ${longestSilence / 1000} s`)))
      resolve(response)
    })
    request.end(text)
  })
}

/** Milliseconds. */
const longestSilence = 30_000

async function unreachable(access: () => Promise<Access>, error: unknown): Promise<Error> {
  const { server } = await access()
  return fault("D445", { server, why: words445(error as Error) })
}

/** What keeps a connection from being made, or broke it. */
function words445(error: NodeJS.ErrnoException): string {
  const { code = "", message } = error
  return reasons[code] ?? (/CERT|SIGNED|ISSUER|ALTNAME/.test(code) ? `its certificate is not to be trusted (${message})` : message || code)
}

const reasons: Readonly<Record<string, string>> = {
  ECONNREFUSED: "connection refused",
  ECONNRESET: "the connection was cut",
  ENOTFOUND: "there is no such host",
  ETIMEDOUT: "no connection within its time",
  EHOSTUNREACH: "no way to that host",
  ENETUNREACH: "no way to that network",
}
