import { createHash } from "node:crypto"
import { readdir, stat } from "node:fs/promises"
import { join, relative } from "node:path"
import { fileDigest } from "../host/file-digest.ts"

/**
 * A digest of what a model is learned from: the bytes of the table, and of pictures their paths and sizes, since reading fifty thousand of
 * them whole would take from the time of the search.
 */
export async function dataDigest(table: string | undefined, images: string | undefined): Promise<string> {
  const hash = createHash("sha256")
  if (table !== undefined) hash.update((await stat(table)).isFile() ? await fileDigest(table) : "a folder")
  if (images !== undefined) for (const line of await picturesIn(images)) hash.update(`\n${line}`)
  return hash.digest("hex")
}

/** A line for each picture under a folder, in the order of their names. Other files, such as a model that was saved there, count for nothing. */
async function picturesIn(folder: string): Promise<readonly string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true }).catch(() => [])
  const files = entries
    .filter(({ name }) => picture.test(name) && !name.startsWith("."))
    .map(({ parentPath, name }) => join(parentPath, name))
  const lines: string[] = []
  for (const file of files.sort()) lines.push(`${relative(folder, file)} ${(await stat(file).catch(() => undefined))?.size ?? "gone"}`)
  return lines
}

/** The endings that Python reads too. */
const picture = /\.(png|jpe?g|bmp|gif|webp|tiff?|ppm|pgm)$/i
