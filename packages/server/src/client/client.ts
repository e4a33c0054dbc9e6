import type { Route } from "../route.ts"
import type { routes } from "../routes/index.ts"

/** A typed way to the API: what a route reads and answers is inferred from the server's own schemas. No code of the server comes along. */
export type Client = <K extends Key>(key: K, asked?: Asked<K>) => Promise<Answer<K>>

type Routes = (typeof routes)[number]
type Key = Routes["key"]
type Named<K extends Key> = Extract<Routes, { readonly key: K }>
type Parts<K extends Key> = Named<K> extends Route<string, infer P, infer Q, infer B, infer A> ? { P: P; Q: Q; B: B; A: A } : never
type Answer<K extends Key> = Parts<K>["A"]
type Asked<K extends Key> = {
  readonly params?: Parts<K>["P"]
  readonly query?: Partial<Parts<K>["Q"]>
  readonly body?: Parts<K>["B"]
  readonly signal?: AbortSignal
}

/** An error that the server answered. */
export class ProblemError extends Error {
  readonly status: number
  readonly code: string
  readonly why: string | undefined
  readonly fix: string | undefined
  /** Milliseconds after which it wants to be asked again, where it said so. */
  readonly after: number | undefined
  constructor(status: number, { title, code, why, fix }: Said, headers?: Pick<Headers, "get">) {
    super(title ?? `the server answered ${status}`)
    this.name = "ProblemError"
    this.status = status
    this.code = code ?? "D000"
    this.why = why
    this.fix = fix
    const seconds = Number(headers?.get("retry-after") ?? NaN)
    this.after = Number.isFinite(seconds) ? 1000 * seconds : undefined
  }
}

interface Said {
  readonly title?: string
  readonly code?: string
  readonly why?: string
  readonly fix?: string
}

/** `base`: the address of the server with what a proxy puts before, without a slash at the end. `send` may add a token. */
export function createClient(base: string, send: typeof fetch = fetch): Client {
  return async (key, asked) => {
    const { params, query, body, signal } = (asked ?? {}) as Loose
    const [method, path] = key.split(" ") as [string, string]
    const response = await send(base + filled(path, params ?? {}) + search(query ?? {}), {
      method,
      headers: { accept: "application/json", "x-diapason": "1", ...(body !== undefined && { "content-type": "application/json" }) },
      ...(body !== undefined && { body: JSON.stringify(body) }),
      ...(signal !== undefined && { signal }),
    })
    if (!response.ok) throw new ProblemError(response.status, (await response.json().catch(() => ({}))) as object, response.headers)
    return (await response.json()) as never
  }
}

interface Loose {
  readonly params?: Readonly<Record<string, string | number>>
  readonly query?: Readonly<Record<string, unknown>>
  readonly body?: unknown
  readonly signal?: AbortSignal
}

const filled = (path: string, params: Readonly<Record<string, string | number>>): string =>
  path.replace(/(?<=\/):(\w+)/g, (_, name: string) => encodeURIComponent(String(params[name])))

function search(query: Readonly<Record<string, unknown>>): string {
  const pairs = Object.entries(query).filter(([, value]) => value !== undefined)
  return pairs.length === 0
    ? ""
    : `?${pairs.map(([name, value]) => `${encodeURIComponent(name)}=${encodeURIComponent(String(value))}`).join("&")}`
}
