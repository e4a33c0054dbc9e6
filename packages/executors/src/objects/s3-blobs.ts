import { Readable } from "node:stream"
import type { S3Client } from "@aws-sdk/client-s3"
import { DiapasonError } from "@diapason/core"
import type { Blobs } from "./blobs.ts"
import { placeFault } from "./place-problem.ts"
import { s3Base, type S3Place } from "./s3-place.ts"

/** How patient the client is. */
export interface S3Patience {
  /** How often a request is tried, with growing pauses between; 7 by default, about 6 s. */
  readonly attempts?: number
  /** Milliseconds until a connection stands, and without a byte of an answer; 5 s and 30 s by default. */
  readonly connect?: number
  readonly silence?: number
}

/**
 * Blobs as objects of an S3-compatible store. Region, credentials and an endpoint that the address does not name come from where every
 * program of AWS looks: variables, files, the instance. The client is loaded at the first use.
 */
export function s3Blobs(place: S3Place, patience: S3Patience = {}): Blobs {
  const { bucket, prefix } = place
  const { address, query } = s3Base(place)
  const at = `${address}${query}`
  const keyOf = (name: string): string => (prefix === "" ? name : `${prefix}/${name}`)
  let opened: Promise<Client> | undefined
  const guarded = async <T>(work: (client: Client) => Promise<T>): Promise<T> => {
    try {
      return await work(await (opened ??= openClient(place, patience)))
    } catch (error) {
      throw placeFault(at, error)
    }
  }
  return {
    at,
    addressOf: (name) => `${address}/${name}${query}`,
    nameOf: (text) =>
      text.startsWith(`${address}/`) && text.endsWith(query) ? text.slice(address.length + 1, text.length - query.length) : undefined,
    write: (name, content, bytes, signal) =>
      guarded(async ({ client, lib: { Upload } }) => {
        const params = { Bucket: bucket, Key: keyOf(name), Body: Readable.from(content, { objectMode: false }) }
        const upload = new Upload({ client, params, partSize: Math.max(8 << 20, Math.ceil(bytes / 9000)), queueSize: 4 })
        const abort = (): void => void upload.abort()
        signal?.addEventListener("abort", abort)
        try {
          await upload.done()
        } finally {
          signal?.removeEventListener("abort", abort)
        }
      }),
    read: (name, from, signal) =>
      guarded(async ({ client, s3 }) => {
        const range = from > 0 && { Range: `bytes=${from}-` }
        const command = new s3.GetObjectCommand({ Bucket: bucket, Key: keyOf(name), ...range })
        try {
          const { Body } = await client.send(command, signal && { abortSignal: signal })
          return piecesOf(at, Body as AsyncIterable<Uint8Array>)
        } catch (error) {
          if ((error as Error).name === "NoSuchKey") return undefined
          throw error
        }
      }),
    async *list(beginning) {
      let after: string | undefined
      do {
        const token = after
        const page = await guarded(({ client, s3 }) =>
          client.send(
            new s3.ListObjectsV2Command({ Bucket: bucket, Prefix: keyOf(beginning), ...(token && { ContinuationToken: token }) }),
          ),
        )
        for (const { Key, Size } of page.Contents ?? [])
          yield { name: prefix === "" ? Key! : Key!.slice(prefix.length + 1), bytes: Size ?? 0 }
        after = page.IsTruncated === true ? page.NextContinuationToken : undefined
      } while (after !== undefined)
    },
    remove: (names) =>
      guarded(async ({ client, s3 }) => {
        // One by one: not every store of this kind takes many at once.
        for (const name of names) await client.send(new s3.DeleteObjectCommand({ Bucket: bucket, Key: keyOf(name) }))
      }),
  }
}

interface Client {
  readonly client: S3Client
  readonly s3: typeof import("@aws-sdk/client-s3")
  readonly lib: typeof import("@aws-sdk/lib-storage")
}

async function openClient(place: S3Place, { attempts = 7, connect = 5000, silence = 30_000 }: S3Patience): Promise<Client> {
  const [s3, lib] = await Promise.all([import("@aws-sdk/client-s3"), import("@aws-sdk/lib-storage")])
  const { endpoint, region, pathStyle } = place
  const other = endpoint ?? process.env["AWS_ENDPOINT_URL_S3"] ?? process.env["AWS_ENDPOINT_URL"]
  const client = quietly(
    () =>
      new s3.S3Client({
        ...(endpoint !== undefined && { endpoint }),
        ...(region !== undefined && { region }),
        // A store of one's own seldom has a name for each bucket, and seldom asks for a region.
        forcePathStyle: pathStyle ?? other !== undefined,
        ...(region === undefined && other !== undefined && unsaid("AWS_REGION") && unsaid("AWS_PROFILE") && { region: "us-east-1" }),
        followRegionRedirects: true,
        maxAttempts: attempts,
        requestHandler: { connectionTimeout: connect, socketTimeout: silence },
        // Every file is held against its SHA-256.
        responseChecksumValidation: "WHEN_REQUIRED",
      }),
  )
  return { client, s3, lib }
}

/** The client tells who runs on an older Node of later versions of itself, which is nothing that a person at a study can mend. */
function quietly<T>(make: () => T): T {
  const name = "AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED"
  const before = process.env[name]
  process.env[name] = "true"
  try {
    return make()
  } finally {
    if (before === undefined) delete process.env[name]
    else process.env[name] = before
  }
}

const unsaid = (name: string): boolean => (process.env[name] ?? "") === ""

async function* piecesOf(at: string, body: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  try {
    yield* body
  } catch (error) {
    if (error instanceof DiapasonError) throw error
    // An answer that breaks off has no name of its own.
    const { code, message } = error as NodeJS.ErrnoException
    throw placeFault(at, Object.assign(new Error(message), { code: code ?? "ECONNRESET" }))
  }
}
