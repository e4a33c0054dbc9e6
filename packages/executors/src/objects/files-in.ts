import { readdir, realpath, stat } from "node:fs/promises"
import { join } from "node:path"

/** A file that is to be kept. */
export interface FoundFile {
  /** Below the folder, with slashes. */
  readonly path: string
  readonly file: string
  readonly bytes: number
  readonly changed: number
}

/** The files of a folder and below it, by path, or the one file that the path is. Links are followed. Throws what the file system throws. */
export async function filesIn(path: string): Promise<{ readonly kind: "folder" | "file"; readonly files: readonly FoundFile[] }> {
  const about = await stat(path)
  if (!about.isDirectory()) return { kind: "file", files: [await found("content", path)] }
  return { kind: "folder", files: await below(path, "", [await realpath(path)]) }
}

/** `above`: the folders on the way, so that a link that leads back is seen. */
async function below(folder: string, way: string, above: readonly string[]): Promise<readonly FoundFile[]> {
  const names = (await readdir(folder)).sort()
  const files: FoundFile[] = []
  for (const name of names) {
    const [file, path] = [join(folder, name), `${way}${name}`]
    if (!(await stat(file)).isDirectory()) files.push(await found(path, file))
    else {
      const real = await realpath(file)
      if (above.includes(real)) throw new Error(`${path} is a link to a folder that it lies in`)
      files.push(...(await below(file, `${path}/`, [...above, real])))
    }
  }
  return files
}

async function found(path: string, file: string): Promise<FoundFile> {
  const { size: bytes, mtimeMs: changed, ...about } = await stat(file)
  if ((about.mode & 0o170000) !== 0o100000) throw new Error(`${path} is neither a file nor a folder`)
  return { path, file, bytes, changed }
}
