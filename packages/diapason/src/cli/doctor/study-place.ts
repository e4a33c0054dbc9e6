import { accessSync, constants, existsSync, mkdirSync, statfsSync, unlinkSync, writeFileSync } from "node:fs"
import { join } from "node:path"
import { DiapasonError } from "@diapason/core"
import { openStore } from "@diapason/stores"
import { namesOf } from "../study/open-ledger.ts"
import { bytesText } from "../text/bytes.ts"
import { bad, ok, warn, type Check } from "./check.ts"
import { database } from "./database.ts"

/** The store and the folder of studies: there, readable, writable, with room. */
export async function studyPlace(url: string, dir: string): Promise<readonly Check[]> {
  return [...(/^postgres(ql)?:/.test(url) ? await database(url) : [await store(url)]), folder(dir), room(dir), clock()]
}

async function store(url: string): Promise<Check> {
  const [, path] = /^sqlite:([^?]+)/.exec(url) ?? []
  if (path !== undefined && !existsSync(path)) return ok("store", `${url}: not there yet; the first study makes it`)
  try {
    const opened = await openStore(url)
    try {
      const names = await namesOf(opened)
      if (path !== undefined) accessSync(path, constants.W_OK)
      return ok("store", `${url}: ${names.length} ${names.length === 1 ? "study" : "studies"}`)
    } finally {
      await opened.close()
    }
  } catch (error) {
    const { what, mend } =
      error instanceof DiapasonError ? error.words : { what: (error as Error).message, mend: "look at its owner and its rights" }
    return bad("store", what, mend)
  }
}

function folder(dir: string): Check {
  const probe = join(dir, `.doctor-${process.pid}`)
  const there = existsSync(dir)
  try {
    if (!there) return (accessSync(".", constants.W_OK), ok("folder", `${dir}: not there yet; the first study makes it`))
    mkdirSync(dir, { recursive: true })
    writeFileSync(probe, "")
    unlinkSync(probe)
    return ok("folder", `${dir} can be written`)
  } catch (error) {
    return bad("folder", `${dir} cannot be written: ${(error as Error).message}`, "--dir names another one")
  }
}

function room(dir: string): Check {
  const { bavail, bsize } = statfsSync(existsSync(dir) ? dir : ".")
  const free = bavail * bsize
  return free < 1 << 30
    ? warn("room", `${bytesText(free)} free`, "diapason gc frees checkpoints that no trial needs")
    : ok("room", `${bytesText(free)} free`)
}

function clock(): Check {
  const year = new Date().getUTCFullYear()
  return year >= 2025 && year < 2100
    ? ok("clock", new Date().toISOString())
    : warn("clock", `the clock says ${year}`, "set it: leases and times of the record come from it")
}
