import { mkdir, readFile, rename, rm, writeFile } from "node:fs/promises"
import { join, resolve } from "node:path"
import { folderName, type Cache } from "@diapason/core"

/** How far a tracker has passed a study on. It lasts in the study's folder, and beside the log for other hosts. */
export interface Cursor {
  /** The position of the last event that has arrived; undefined when nothing is known of this study and this address. */
  read(study: string): Promise<number | undefined>
  write(study: string, position: number): Promise<void>
}

/** Where a cursor lies, and whose it is. */
interface CursorPlace {
  /** The folder of studies. */
  readonly dir: string
  /** The study's name. */
  readonly study: string
  readonly tracker: { readonly name: string; readonly to: string }
  /** Read too, and the further one counts: a folder is one host's. May be emptied at any time. */
  readonly cache?: Cache
}

/** The cursor of a tracker. A file that is torn, or of another study or address, counts as none. */
export function cursorAt({ dir, study: name, tracker, cache }: CursorPlace): Cursor {
  const folder = join(dir, folderName(name), "trackers")
  const file = join(folder, `${tracker.name}.json`)
  const key = `track/${tracker.name}`
  const position = (text: string, study: string): number | undefined => {
    const { schema, study: of, to, position } = parsed(text)
    const ours = schema === "diapason.cursor/1" && of === study && to === tracker.to
    return ours && Number.isSafeInteger(position) ? (position as number) : undefined
  }
  return {
    async read(study) {
      const near = await readFile(file, "utf8").catch(() => "")
      const far = await cache?.get(name, key).catch(() => undefined)
      const known = [near, far === undefined ? "" : new TextDecoder().decode(far)].flatMap((text) => position(text, study) ?? [])
      return known.length === 0 ? undefined : Math.max(...known)
    },
    async write(study, position) {
      const text = `${JSON.stringify({ schema: "diapason.cursor/1", study, to: tracker.to, position })}\n`
      const fresh = `${file}.${process.pid}.tmp`
      // Whole, since Node tries for ever to make a relative folder where the one it runs in is gone.
      await mkdir(resolve(folder), { recursive: true })
      try {
        await writeFile(fresh, text)
        await rename(fresh, file)
      } catch (error) {
        await rm(fresh, { force: true })
        throw error
      }
      await cache?.put(name, key, new TextEncoder().encode(text)).catch(() => undefined)
    },
  }
}

function parsed(text: string): Readonly<Record<string, unknown>> {
  try {
    return Object(JSON.parse(text)) as Readonly<Record<string, unknown>>
  } catch {
    return {}
  }
}
