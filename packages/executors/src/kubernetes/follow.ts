import { StringDecoder } from "node:string_decoder"
import type { IncomingMessage } from "node:http"
import type { Api } from "./api.ts"
import { jsonOf } from "./json-of.ts"
import { ownLabel, type Meta, type Status } from "./objects.ts"
import { refusal } from "./said-no.ts"

/** Told what is there and what is not any more. */
export interface Heed<T> {
  put(object: T): void
  /** It was deleted; as it was last. */
  gone(object: T): void
  /** Everything that is there, after nobody knows what was missed. */
  whole(objects: readonly T[]): void
}

/**
 * Follows the objects of Diapason of one kind: a list, then a watch from there on. A watch that breaks is taken up where it broke, and after
 * 410, when the cluster has forgotten that place, everything is listed again.
 */
interface Following {
  /** Resolves when what was heeded is what the cluster says; rejects when it cannot be asked. */
  current(): Promise<void>
}

export function follow<T extends { readonly metadata: Meta }>(api: Api, path: "jobs" | "pods", heed: Heed<T>): Following {
  /** The place to go on from; undefined where everything is to be listed. */
  let version: string | undefined
  let open: Promise<void> | undefined

  const list = async (): Promise<string> => {
    const objects: T[] = []
    for (let more = ""; ;) {
      const query = { labelSelector, limit: "500", ...(more !== "" && { continue: more }) }
      const answer = await api.ask({ method: "GET", path, query })
      if (answer.status === 410 && more !== "") return list()
      const page = answer.body as Partial<Page<T>> | undefined
      if (answer.status !== 200 || !Array.isArray(page?.items)) throw refusal(answer, await api.access())
      objects.push(...page.items)
      more = page.metadata?.continue ?? ""
      if (more !== "") continue
      heed.whole(objects)
      return page.metadata?.resourceVersion ?? ""
    }
  }
  const begin = async (): Promise<void> => {
    for (let tries = 1; ; tries++) {
      version ??= await list()
      const query = { watch: "1", allowWatchBookmarks: "true", labelSelector, resourceVersion: version, timeoutSeconds: "300" }
      const { status, response } = await api.stream(path, query)
      if (status === 200) return void read(response)
      const body = await jsonOf(response)
      if (status !== 410 || tries > 1) throw refusal({ status, body, after: undefined }, await api.access())
      version = undefined
    }
  }
  const read = async (response: IncomingMessage): Promise<void> => {
    const quiet = setTimeout(() => response.destroy(), longestQuiet).unref()
    try {
      for await (const event of eventsOf<T>(response, () => quiet.refresh())) {
        if (event.type === "ERROR") {
          if ((event.object as unknown as Status).code === 410) version = undefined
          break
        }
        if (event.type === "ADDED" || event.type === "MODIFIED") heed.put(event.object)
        if (event.type === "DELETED") heed.gone(event.object)
        version = event.object.metadata.resourceVersion ?? version
      }
    } catch {
      // It broke: the next one goes on from the last event that came whole.
    } finally {
      clearTimeout(quiet)
      response.destroy()
      open = undefined
    }
  }
  return {
    current() {
      return (open ??= begin().catch((error: unknown) => {
        open = undefined
        throw error
      }))
    },
  }
}

interface Page<T> {
  readonly metadata?: { readonly resourceVersion?: string; readonly continue?: string }
  readonly items: readonly T[]
}

interface WatchEvent<T> {
  readonly type: "ADDED" | "MODIFIED" | "DELETED" | "BOOKMARK" | "ERROR"
  readonly object: T
}

const labelSelector = Object.entries(ownLabel)
  .map(([name, value]) => `${name}=${value}`)
  .join(",")

/** One event a line; a last line that was cut is none. */
async function* eventsOf<T>(response: IncomingMessage, heard: () => void): AsyncGenerator<WatchEvent<T>> {
  const decoder = new StringDecoder("utf8")
  let rest = ""
  for await (const part of response) {
    heard()
    const lines = (rest + decoder.write(part as Buffer)).split("\n")
    rest = lines.pop() ?? ""
    for (const line of lines) if (line !== "") yield JSON.parse(line) as WatchEvent<T>
  }
}

/** Milliseconds; the API sends a bookmark each minute, so that a connection that is silent for longer is dead. */
const longestQuiet = 150_000
