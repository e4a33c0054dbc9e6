import { fault } from "@diapason/core"
import { exchange, type Answered } from "./exchange.ts"
import type { RayOptions } from "./settings.ts"

/** Ray's HTTP API. */
export interface RayApi {
  readonly address: string
  /**
   * What comes for a request, whatever its status, in bytes. Rejects with D443 when nothing comes in time or it is not Ray that answers,
   * with D444 when it wants another token.
   */
  ask(method: "GET" | "POST", path: string, body?: unknown): Promise<Answered>
  /** An answer that this adapter cannot make sense of: D443 with what came. */
  strange(what: string, answer: Answered): Error
}

/** Throws D443 for an address that cannot be one. */
export function rayApi({ address, token, timeout = 30_000 }: Pick<RayOptions, "address" | "token" | "timeout">): RayApi {
  const root = rootOf(address)
  const fail = (why: string, mend: string): Error => fault("D443", { address, why, mend })
  const headers = { ...(token !== undefined && { authorization: `Bearer ${token}` }) }
  return {
    address,
    async ask(method, path, body) {
      const asked = { method, headers, timeout, ...(body !== undefined && { body: JSON.stringify(body) }) }
      const answer = await exchange(root + path, asked).catch((error: unknown) => {
        throw fail(reasonOf(error, timeout), unreached)
      })
      const { status } = answer
      if (status === 401 || status === 403) throw fault("D444", { address, sent: token !== undefined, detail: excerpt(answer.body) })
      if (status >= 300 && status < 400) throw fail(`it sends on to ${answer.location ?? "somewhere else"}`, elsewhere)
      if (/^\s*<(!doctype|html)/i.test(answer.body.subarray(0, 100).toString()))
        throw fail(`a web page came (${status}): ${excerpt(answer.body)}`, elsewhere)
      return answer
    },
    strange: (what, { status, body }) => fail(`${what}: ${status} ${excerpt(body)}`, status >= 500 ? troubled : elsewhere),
  }
}

/** What is in JSON of an answer; undefined where it is none. */
export function jsonOf({ body }: Answered): unknown {
  try {
    return JSON.parse(body.toString("utf8"))
  } catch {
    return undefined
  }
}

function rootOf(address: string): string {
  const url = URL.canParse(address) ? new URL(address) : undefined
  if (url !== undefined && /^https?:$/.test(url.protocol)) return url.href.replace(/\/+$/, "")
  const why =
    url?.protocol === "ray:"
      ? "ray:// is the address for Ray's own client, not for jobs"
      : "this is no address that begins with http:// or https://"
  throw fault("D443", { address, why, mend: `give the address of the dashboard, such as http://${url?.hostname || "10.0.0.5"}:8265` })
}

function reasonOf(error: unknown, timeout: number): string {
  const { name, code = "", message } = error as { readonly name?: string; readonly code?: string; readonly message?: string }
  if (name === "TimeoutError") return `no answer came within ${timeout / 1000} s`
  return reasons[code] ?? message ?? String(error)
}

const reasons: Readonly<Record<string, string>> = {
  ECONNREFUSED: "nobody listens there",
  ENOTFOUND: "there is no such host",
  EAI_AGAIN: "the name of the host cannot be looked up now",
  EHOSTUNREACH: "no way leads to the host",
  ENETUNREACH: "no way leads to the host",
  ECONNRESET: "the connection was cut",
  HPE_INVALID_CONSTANT: "what answers there does not speak HTTP",
}

const unreached =
  "see that the head node runs, with the dashboard (pip install 'ray[default]'), and that its port, 8265 by default, is open from here: " +
  "ray start --head --dashboard-host=0.0.0.0, or a tunnel"
const elsewhere = "give the address of Ray's dashboard, such as http://10.0.0.5:8265, past any page that asks who you are"
const troubled = "look at the dashboard and at dashboard.log of the head node"

/** Its last line that says something: of a Python traceback that is the error. */
export function lastLine(text: string): string {
  const lines = text
    .split("\n")
    .map((line) => line.trim())
    .filter((line) => line.replace(/[.\s]/g, "") !== "")
  return (lines.at(-1) ?? "").slice(0, longest)
}

const excerpt = (body: Buffer): string =>
  body.length === 0
    ? "(nothing)"
    : lastLine(
        body
          .subarray(-4096)
          .toString("utf8")
          .replace(/(<[^>]*>|[ \t])+/g, " "),
      )

/** Characters of what came that are shown. */
const longest = 300
