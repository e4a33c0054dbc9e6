import { createHash, randomBytes } from "node:crypto"
import { createReadStream } from "node:fs"
import { mkdir, open, rename, rm, stat } from "node:fs/promises"
import { dirname, join } from "node:path"
import { setTimeout as after } from "node:timers/promises"
import { fault, type KeptObject, type ObjectStore, type Signal } from "@diapason/core"
import type { Blobs } from "./blobs.ts"
import { filesIn, type FoundFile } from "./files-in.ts"
import { belongingOf, isKey, manifestName, newData, readManifest, totalOf, type KeptFile, type Manifest } from "./manifest.ts"
import { isFull, isPassing } from "./place-problem.ts"

/** Folders and files kept whole in a place that keeps bytes by name. */
export function objectsIn(blobs: Blobs): ObjectStore {
  const keyOf = (address: string): string => {
    const key = blobs.nameOf(address)
    if (key === undefined || !isKey(key)) throw new Error(`${address} does not lie in ${blobs.at}`)
    return key
  }
  const damaged = (address: string, flaw: string) => fault("D456", { address, flaw })
  return {
    at: blobs.at,
    holds(address) {
      const key = blobs.nameOf(address)
      return key !== undefined && isKey(key)
    },
    addressOf: (key) => blobs.addressOf(key),
    async put(key, from, wish) {
      const signal = abortSignal(wish)
      const { kind, files: found } = await filesIn(from)
      const before = await manifestAt(blobs, key)
      const data = newData()
      try {
        const files = await together(found, (file) => send(blobs, `${key}/${data}/${file.path}`, file, signal))
        const manifest: Manifest = { schema: "diapason.kept/1", kind, data, files }
        await writeText(blobs, `${key}/${manifestName}`, JSON.stringify(manifest), signal)
        if (typeof before === "object") await removeBelow(blobs, `${key}/${before.data}/`).catch(() => undefined)
        return { address: blobs.addressOf(key), bytes: totalOf(manifest), whole: true }
      } catch (error) {
        await removeBelow(blobs, `${key}/${data}/`).catch(() => undefined)
        throw error
      }
    },
    async get(address, to, wish) {
      const signal = abortSignal(wish)
      const key = keyOf(address)
      const manifest = await manifestAt(blobs, key, signal)
      if (typeof manifest === "string") throw damaged(address, manifest)
      const part = join(dirname(to), `.part.${randomBytes(6).toString("hex")}`)
      try {
        await mkdir(manifest.kind === "folder" ? part : dirname(to), { recursive: true })
        await together(manifest.files, async (file) => {
          const flaw = await fetchFile(
            blobs,
            `${key}/${manifest.data}`,
            file,
            manifest.kind === "folder" ? join(part, file.path) : part,
            signal,
          )
          if (flaw !== undefined) throw damaged(address, flaw)
        })
        await rename(part, to)
      } catch (error) {
        await rm(part, { recursive: true, force: true })
        throw isFull(error) ? fault("D459", { folder: dirname(to), what: address }) : error
      }
    },
    async flaw(address) {
      const key = keyOf(address)
      const manifest = await manifestAt(blobs, key)
      if (typeof manifest === "string") return manifest
      const sizes = new Map<string, number>()
      for await (const { name, bytes } of blobs.list(`${key}/${manifest.data}/`)) sizes.set(name, bytes)
      return first(manifest.files, ({ path, bytes }) => shortOf(path, bytes, sizes.get(`${key}/${manifest.data}/${path}`)))
    },
    async list(below) {
      const found = new Map<string, { bytes: number; whole: boolean }>()
      for await (const { name, bytes } of blobs.list(below === "" ? "" : `${below}/`)) {
        const { key, manifest } = belongingOf(name) ?? {}
        if (key === undefined) continue
        const one = found.get(key) ?? { bytes: 0, whole: false }
        found.set(key, manifest === true ? { ...one, whole: true } : { ...one, bytes: one.bytes + bytes })
      }
      return [...found].sort(([a], [b]) => (a < b ? -1 : 1)).map(([key, one]): KeptObject => ({ address: blobs.addressOf(key), ...one }))
    },
    async remove(address) {
      const key = keyOf(address)
      // The manifest first: nobody begins to go on from what is about to vanish.
      await blobs.remove([`${key}/${manifestName}`])
      await removeBelow(blobs, `${key}/~`)
    },
    async read(address) {
      const key = keyOf(address)
      const manifest = await manifestAt(blobs, key)
      if (typeof manifest === "string" || manifest.kind !== "file") return undefined
      const file = manifest.files[0]!
      return { bytes: file.bytes, body: checked(blobs, `${key}/${manifest.data}`, file, (flaw) => damaged(address, flaw)) }
    },
  }
}

/** The manifest of a key, or what is wrong with it. */
async function manifestAt(blobs: Blobs, key: string, signal?: AbortSignal): Promise<Manifest | string> {
  const text = await textAt(blobs, `${key}/${manifestName}`, signal)
  return text === undefined ? "it has vanished" : (readManifest(text) ?? "its manifest cannot be read")
}

async function textAt(blobs: Blobs, name: string, signal?: AbortSignal): Promise<string | undefined> {
  const chunks: Uint8Array[] = []
  for await (const chunk of steadily(blobs, name, signal)) {
    if (chunk === undefined) return undefined
    chunks.push(chunk)
  }
  return Buffer.concat(chunks).toString("utf8")
}

async function writeText(blobs: Blobs, name: string, text: string, signal: AbortSignal | undefined): Promise<void> {
  signal?.throwIfAborted()
  const bytes = Buffer.from(text)

  const content = async function* (): AsyncGenerator<Uint8Array> {
    yield bytes
  }
  await blobs.write(name, content(), bytes.length, signal)
}

async function send(blobs: Blobs, name: string, file: FoundFile, signal: AbortSignal | undefined): Promise<KeptFile> {
  const hash = createHash("sha256")
  const content = async function* (): AsyncGenerator<Uint8Array> {
    for await (const chunk of createReadStream(file.file, { highWaterMark: 1 << 20 }) as AsyncIterable<Uint8Array>) {
      signal?.throwIfAborted()
      hash.update(chunk)
      yield chunk
    }
  }
  signal?.throwIfAborted()
  await blobs.write(name, content(), file.bytes, signal)
  const { size, mtimeMs } = await stat(file.file)
  if (size !== file.bytes || mtimeMs !== file.changed) throw new Error(`${file.path} changed while it was copied`)
  return { path: file.path, bytes: file.bytes, sha256: hash.digest("hex") }
}

/** Copies one file down and says what is wrong with it. */
async function fetchFile(blobs: Blobs, below: string, file: KeptFile, to: string, signal?: AbortSignal): Promise<string | undefined> {
  await mkdir(dirname(to), { recursive: true })
  const out = await open(to, "wx")
  try {
    for await (const chunk of checked(blobs, below, file, (flaw) => new Flawed(flaw), signal)) await out.writeFile(chunk)
    return undefined
  } catch (error) {
    if (error instanceof Flawed) return error.message
    throw error
  } finally {
    await out.close()
  }
}

class Flawed extends Error {}

/** The bytes of a kept file; one that differs throws instead of its last piece, so that nobody has all of it. */
async function* checked(
  blobs: Blobs,
  below: string,
  { path, bytes, sha256 }: KeptFile,
  flawed: (flaw: string) => Error,
  signal?: AbortSignal,
): AsyncGenerator<Uint8Array> {
  const hash = createHash("sha256")
  let got = 0
  let held: Uint8Array | undefined
  for await (const chunk of steadily(blobs, `${below}/${path}`, signal)) {
    if (chunk === undefined) throw flawed(`${path} has vanished`)
    if (held !== undefined) yield held
    hash.update(chunk)
    got += chunk.length
    held = chunk
  }
  if (got < bytes) throw flawed(`${path} has ${got} of ${bytes} bytes`)
  if (hash.digest("hex") !== sha256) throw flawed(`the digest of ${path} is not that of what was kept`)
  if (held !== undefined) yield held
}

/** Reads on where a stream broke off. `undefined`: there is no such name. */
async function* steadily(blobs: Blobs, name: string, signal?: AbortSignal): AsyncGenerator<Uint8Array | undefined> {
  let got = 0
  for (let failures = 0; ;) {
    const content = await blobs.read(name, got, signal)
    if (content === undefined) return yield undefined
    try {
      for await (const chunk of content) {
        got += chunk.length
        failures = 0
        yield chunk
      }
      return
    } catch (error) {
      if (!isPassing(error) || ++failures > 4) throw error
      await after(100 * 2 ** failures, undefined, signal && { signal })
    }
  }
}

async function removeBelow(blobs: Blobs, beginning: string): Promise<void> {
  const names: string[] = []
  for await (const { name } of blobs.list(beginning)) names.push(name)
  await blobs.remove(names)
}

/** What is wrong with a file, by its size. */
const shortOf = (path: string, bytes: number, size: number | undefined): string | undefined =>
  size === undefined ? `${path} has vanished` : size === bytes ? undefined : `${path} has ${size} of ${bytes} bytes`

const first = <T, U>(items: readonly T[], say: (item: T) => U | undefined): U | undefined => {
  for (const item of items) {
    const said = say(item)
    if (said !== undefined) return said
  }
  return undefined
}

/** Does something with each, four at a time, and gives the answers in order. After the first failure nothing new is begun. */
async function together<T, U>(items: readonly T[], work: (item: T) => Promise<U>): Promise<readonly U[]> {
  const answers: U[] = []
  let next = 0
  let failed = false
  const lane = async (): Promise<void> => {
    while (next < items.length && !failed) {
      const i = next++
      try {
        answers[i] = await work(items[i]!)
      } catch (error) {
        failed = true
        throw error
      }
    }
  }
  const lanes = await Promise.allSettled(Array.from({ length: Math.min(4, items.length) }, lane))
  for (const one of lanes) if (one.status === "rejected") throw one.reason
  return answers
}

/** The system's own signal for one of the core. */
function abortSignal(signal: Signal | undefined): AbortSignal | undefined {
  if (signal === undefined || signal instanceof AbortSignal) return signal
  const over = new AbortController()
  if (signal.aborted) over.abort(signal.reason)
  else signal.addEventListener("abort", () => over.abort(signal.reason), { once: true })
  return over.signal
}
