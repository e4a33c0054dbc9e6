import { mkdtempSync, readFileSync, writeFileSync } from "node:fs"
import { createServer, type IncomingMessage, type ServerResponse } from "node:http"
import { createServer as createTlsServer, type ServerOptions } from "node:https"
import type { AddressInfo } from "node:net"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { onTestFinished } from "vitest"

/** One request as the API got it. */
export interface Asked {
  readonly method: string
  /** Below the namespace `default`: `jobs/t0`. */
  readonly path: string
  readonly query: URLSearchParams
  readonly body: unknown
  readonly token: string | undefined
}

export interface ControlPlane {
  readonly url: string
  /** A kubeconfig that leads there, with the token `good`. */
  readonly kubeconfig: string
  readonly asked: Asked[]
  close(): Promise<void>
}

/** A server in this process that answers as the test says; ends with the test. */
export async function controlPlane(
  answer: (asked: Asked, response: ServerResponse, request: IncomingMessage) => void,
  tls?: ServerOptions,
): Promise<ControlPlane> {
  const asked: Asked[] = []
  const hear = (request: IncomingMessage, response: ServerResponse): void => {
    let text = ""
    request.on("data", (part) => (text += String(part)))
    request.on("end", () => {
      const url = new URL(request.url ?? "", "http://localhost")
      const one: Asked = {
        method: request.method ?? "",
        path: url.pathname.replace(/^\/(api\/v1|apis\/batch\/v1)\/namespaces\/default\//, ""),
        query: url.searchParams,
        body: text === "" ? undefined : JSON.parse(text),
        token: request.headers.authorization?.replace("Bearer ", ""),
      }
      asked.push(one)
      answer(one, response, request)
    })
  }
  const server = tls === undefined ? createServer(hear) : createTlsServer(tls, hear)
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve))
  const url = `${tls === undefined ? "http" : "https"}://127.0.0.1:${(server.address() as AddressInfo).port}`
  const close = (): Promise<void> =>
    new Promise((resolve) => {
      server.close(() => resolve())
      server.closeAllConnections()
    })
  onTestFinished(close)
  return { url, kubeconfig: kubeconfigFile(url, { token: "good" }), asked, close }
}

/** Writes a kubeconfig with one context. */
export function kubeconfigFile(server: string, user: object, cluster: object = {}): string {
  const path = join(mkdtempSync(join(tmpdir(), "diapason-")), "config")
  const config = {
    apiVersion: "v1",
    kind: "Config",
    "current-context": "here",
    contexts: [{ name: "here", context: { cluster: "c", user: "u" } }],
    clusters: [{ name: "c", cluster: { server, ...cluster } }],
    users: [{ name: "u", user }],
  }
  writeFileSync(path, JSON.stringify(config))
  return path
}

const folder = new URL("../fixtures/kubernetes-1.34/", import.meta.url)

/** A file of the recordings. */
export const recorded = (name: string): string => readFileSync(new URL(name, folder), "utf8")

/** The request that was sent when a conversation was recorded. */
export function recordedRequest(name: string): { readonly method: string; readonly path: string; readonly body: unknown } {
  const [first = "", ...rest] = recorded(`${name}.request`).split("\n")
  const [method = "", path = ""] = first.split(" ")
  const text = rest.join("\n").trim()
  return { method, path, body: text === "" ? undefined : JSON.parse(text) }
}

/** Answers as the control plane did when this was recorded. */
export function play(name: string, response: ServerResponse): void {
  const [first = "", ...rest] = recorded(`${name}.headers`).trim().split(/\r?\n/)
  const headers = rest
    .map((line) => line.split(/:\s*/, 2) as [string, string])
    .filter(([key]) => key !== "content-length" && key !== "date")
  response.writeHead(Number(first.split(" ")[1]), Object.fromEntries(headers)).end(recorded(`${name}.body`))
}

/** The events of a recorded watch, one a line. */
export const recordedEvents = (name: string): string[] => recorded(`${name}.ndjson`).trim().split("\n")

export const json = (response: ServerResponse, status: number, body: object, headers: Readonly<Record<string, string>> = {}): void =>
  void response.writeHead(status, { "content-type": "application/json", ...headers }).end(JSON.stringify(body))

/** How the API says no. */
export const no = (
  response: ServerResponse,
  code: number,
  reason: string,
  message: string,
  headers: Readonly<Record<string, string>> = {},
): void => json(response, code, { kind: "Status", apiVersion: "v1", metadata: {}, status: "Failure", message, reason, code }, headers)

/** An empty list, from which a watch goes on. */
export const emptyList = (response: ServerResponse, resourceVersion = "1"): void =>
  json(response, 200, { kind: "List", apiVersion: "v1", metadata: { resourceVersion }, items: [] })
