import { posix, relative, resolve, sep } from "node:path"
import type { Places } from "../process/places.ts"

/** The places of an attempt as the nodes see them, and the way back. */
export interface NodePlaces {
  readonly places: Places
  /** A path of a node as this machine sees it. */
  readonly here: (path: string) => string
  /** A path of this machine as a node sees it. */
  readonly there: (path: string) => string
}

/** `dir` is seen as `mount` by the nodes. */
export function nodePlaces(places: Places, dir: string, mount: string): NodePlaces {
  const [from, to] = [resolve(dir), mount.replace(/(?<=.)\/+$/, "")]
  const there = (path: string): string => (within(from, path, sep) ? posix.join(to, ...relative(from, path).split(sep)) : path)
  const here = (path: string): string => (within(to, path, "/") ? resolve(from, posix.relative(to, path)) : path)
  const seen = Object.fromEntries(Object.entries(places).map(([name, path]) => [name, there(path as string)])) as unknown as Places
  return { places: seen, here, there }
}

const within = (folder: string, path: string, separator: string): boolean => path === folder || path.startsWith(folder + separator)
