import { resolve } from "node:path"
import { fault, type ObjectStore } from "@diapason/core"
import { folderBlobs } from "./folder-blobs.ts"
import { objectsIn } from "./objects-in.ts"
import { s3Blobs, type S3Patience } from "./s3-blobs.ts"
import { readS3Place } from "./s3-place.ts"

/**
 * The object store at a place: `s3://bucket/prefix`, with `?endpoint=…&region=…&path-style=yes` where the surroundings do not say them, or
 * the path of a folder that hosts share. Nothing is asked of it yet. Throws D140.
 */
export function objectsAt(at: string, patience?: S3Patience): ObjectStore {
  const refused = (expected: string) => fault("D140", { flag: "checkpoints.at", text: withoutUser(at), expected })
  if (/^s3:/i.test(at)) {
    const place = readS3Place(at)
    if (typeof place === "string") throw refused(place)
    return objectsIn(s3Blobs(place, patience))
  }
  if (/^[a-z][\w+.-]+:\/\//i.test(at) && !at.startsWith("file://")) throw refused("s3://BUCKET/PREFIX or the path of a shared folder")
  return objectsIn(folderBlobs(resolve(at.replace(/^file:\/\//, "")).replace(/(?<=.)[/\\]+$/, "")))
}

/** Whether a path in the record is the address of something that is kept apart from the machine that made it. */
export const isAddress = (path: string): boolean => path.startsWith("s3://") || path.startsWith("file://")

/** The place that an address in the record lies in, as the address alone tells it; undefined for what is no such address. */
export function objectsOf(address: string): ObjectStore | undefined {
  const folder = /^file:\/\/(.+?)\/\/[^/]/.exec(address)?.[1]
  if (folder !== undefined) return objectsIn(folderBlobs(folder))
  if (!address.startsWith("s3://")) return undefined
  const place = readS3Place(address)
  return typeof place === "string" ? undefined : objectsIn(s3Blobs({ ...place, prefix: "" }))
}

/** Secrets that somebody wrote into an address are not repeated. */
const withoutUser = (text: string): string => text.replace(/\/\/[^/@\s]*@/g, "//***@").replace(/%2F%2F[^&]*?%40/gi, "%2F%2F***%40")
