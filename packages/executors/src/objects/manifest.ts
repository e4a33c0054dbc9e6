import { randomBytes } from "node:crypto"

/**
 * What is kept under a key, as the blob `KEY/~manifest.json` says: it is written last, so what it names is whole. The files lie below
 * `KEY/DATA/`, where `data` is new for each put: a put again replaces everything by replacing this one blob.
 */
export interface Manifest {
  readonly schema: "diapason.kept/1"
  readonly kind: "folder" | "file"
  readonly data: string
  readonly files: readonly KeptFile[]
}

export interface KeptFile {
  /** With slashes; `content` for a file that was put alone. */
  readonly path: string
  readonly bytes: number
  /** SHA-256 in hexadecimal digits. */
  readonly sha256: string
}

/** No segment of a key begins like this, so that what belongs to a key is told from the keys below it. */
export const manifestName = "~manifest.json"

export const newData = (): string => `~${randomBytes(6).toString("hex")}`

/** The key that a blob belongs to, and whether it is the manifest; undefined for what somebody else has laid there. */
export function belongingOf(name: string): { readonly key: string; readonly manifest: boolean } | undefined {
  const [, key, rest] = /^(.+?)\/(~manifest\.json$|~[0-9a-f]{12}\/)/.exec(name) ?? []
  return key === undefined ? undefined : { key, manifest: rest === manifestName }
}

export const totalOf = ({ files }: Pick<Manifest, "files">): number => files.reduce((sum, { bytes }) => sum + bytes, 0)

/** Reads a manifest; undefined for what is none, or names files that would lie outside of their folder. */
export function readManifest(text: string): Manifest | undefined {
  try {
    const read = JSON.parse(text) as Partial<Manifest>
    if (read.schema !== "diapason.kept/1" || !/^~[0-9a-f]{12}$/.test(String(read.data)) || !Array.isArray(read.files)) return undefined
    return (read.kind === "folder" || read.kind === "file") && read.files.every(isFile) ? (read as Manifest) : undefined
  } catch {
    return undefined
  }
}

function isFile(file: Partial<KeptFile> | null): boolean {
  if (typeof file?.path !== "string" || !Number.isInteger(file.bytes) || !/^[0-9a-f]{64}$/.test(String(file.sha256))) return false
  return staysInside(file.path)
}

/** Whether a path leads below the folder that it is joined to, on every system. */
const staysInside = (path: string): boolean =>
  !/[\\:\0]/.test(path) && path.split("/").every((part) => part !== "" && part !== "." && part !== "..")

/** A text as one segment of a key. */
export const keySegment = (text: string): string =>
  encodeURIComponent(text.replace(/\p{Surrogate}/gu, "\ufffd"))
    .replace(/[~!'()*]/g, (c) => `%${c.charCodeAt(0).toString(16).toUpperCase()}`)
    .replace(/^\./, "%2E")

export const isKey = (text: string): boolean => text.split("/").every((part) => /^[\w%.-]+$/.test(part) && !/^\.+$/.test(part))
