import { isAbsolute, relative } from "node:path"
import type { Signal } from "@diapason/core"
import { ask } from "../http.ts"

/** Where an MLflow server is, and who asks. */
export interface MlflowServer {
  /** Without a name or password in it. */
  readonly url: string
  readonly authorization?: string
  /** Milliseconds for one answer. */
  readonly patience: number
}

/** MLflow's answer to a call: what it found, or that it will never take this. Everything else is thrown as `Unreached`. */
export type Answer = { readonly body: Readonly<Record<string, unknown>> } | { readonly refused: string; readonly code: string }

/** Nobody answered, or not as MLflow does; the same may succeed later. */
export class Unreached extends Error {}

/** Calls one method of MLflow's REST interface. Throws `Unreached`. */
export async function call(server: MlflowServer, method: "GET" | "POST", path: string, body: object, signal: Signal): Promise<Answer> {
  const query = method === "GET" ? `?${new URLSearchParams(body as Record<string, string>)}` : ""
  const reply = await ask(`${server.url}/api/2.0/mlflow/${path}${query}`, {
    method,
    headers: headersOf(server, "application/json"),
    ...(method === "POST" && { body: JSON.stringify(body) }),
    patience: server.patience,
    signal,
  })
  if (reply.status === undefined) throw new Unreached(reply.why)
  const json = objectIn(reply.text)
  if (reply.status === 200 && json !== undefined) return { body: json }
  const code = json?.["error_code"]
  if (typeof code === "string" && final.includes(code)) return { refused: String(json?.["message"] ?? code).slice(0, 300), code }
  throw new Unreached(wrong(reply.status, typeof code === "string" ? code : undefined))
}

/** Puts a file into a run's artifacts, where the server hands them on. Throws `Unreached`. */
export async function putArtifact(server: MlflowServer, path: string, body: Blob, signal: Signal): Promise<void> {
  const url = `${server.url}/api/2.0/mlflow-artifacts/artifacts/${path.split("/").map(encodeURIComponent).join("/")}`
  const reply = await ask(url, {
    method: "PUT",
    headers: headersOf(server, "application/octet-stream"),
    body,
    patience: server.patience * 12,
    signal,
  })
  if (reply.status === undefined) throw new Unreached(reply.why)
  if (reply.status !== 200) throw new Unreached(wrong(reply.status, undefined))
}

/** The part of an artifact's name that leads nowhere else. */
export const within = (name: string): string => {
  const path = relative("/", `/${name}`)
  return path === "" || isAbsolute(path) ? "artifact" : path
}

const final = ["INVALID_PARAMETER_VALUE", "BAD_REQUEST", "RESOURCE_ALREADY_EXISTS", "RESOURCE_DOES_NOT_EXIST"]

const headersOf = ({ authorization }: MlflowServer, type: string): Record<string, string> => ({
  "content-type": type,
  ...(authorization !== undefined && { authorization }),
})

function wrong(status: number, code: string | undefined): string {
  if (status === 401 || status === 403)
    return `it answers ${status}: it does not let us in (MLFLOW_TRACKING_TOKEN, or MLFLOW_TRACKING_USERNAME and _PASSWORD)`
  if (status === 200) return "what answers there is not MLflow"
  return `it answers ${status}${code === undefined ? "" : ` ${code}`}`
}

function objectIn(text: string): Readonly<Record<string, unknown>> | undefined {
  try {
    const json: unknown = JSON.parse(text)
    return typeof json === "object" && json !== null && !Array.isArray(json) ? (json as Record<string, unknown>) : undefined
  } catch {
    return undefined
  }
}
