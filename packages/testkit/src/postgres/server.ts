import { execFile } from "node:child_process"
import { chmodSync, chownSync, mkdtempSync, readFileSync, readdirSync, rmSync } from "node:fs"
import { createServer, type AddressInfo } from "node:net"
import { tmpdir, userInfo } from "node:os"
import { basename, dirname, join } from "node:path"
import { promisify } from "node:util"

/** A private PostgreSQL on a free port of this machine, with its files in a folder of its own. */
export interface PostgresServer {
  /** For its owner, `postgres`, who needs no password. */
  readonly url: string
  readonly port: number
  /** The folder of its files; `data/pg_hba.conf` lies there. */
  readonly folder: string
  /** Ends it in an orderly way, or as a crash would. */
  stop(how?: "fast" | "immediate"): Promise<void>
  /** On the same port, with the same data. */
  start(): Promise<void>
  /** Ends it, and takes its files away. */
  close(): Promise<void>
}

export interface PostgresSettings {
  /** 100 by default. */
  readonly connections?: number
  /** Whether a commit outlasts a power cut, as it does on a real server; otherwise it outlasts the server's own end only. */
  readonly durable?: boolean
}

/** Where the programs of the newest PostgreSQL of this machine lie; undefined where there are none. */
export function postgresPrograms(): string | undefined {
  const root = "/usr/lib/postgresql"
  try {
    const newest = readdirSync(root).toSorted((a, b) => Number(b) - Number(a))[0]
    return newest === undefined ? undefined : join(root, newest, "bin")
  } catch {
    return undefined
  }
}

/** Starts a server of its own, some two seconds. Throws where no PostgreSQL is installed (on Debian: apt-get install postgresql). */
export async function startPostgres({ connections = 100, durable = false }: PostgresSettings = {}): Promise<PostgresServer> {
  const programs = postgresPrograms()
  if (programs === undefined) throw new Error("there is no PostgreSQL in /usr/lib/postgresql: apt-get install postgresql")
  const folder = roomy()
  const data = join(folder, "data")
  const port = await freePort()
  const run = (program: string, ...args: readonly string[]): Promise<unknown> => asOwner(folder, [join(programs, program), ...args])
  const settings = [
    ["listen_addresses", "127.0.0.1"],
    ["max_connections", String(connections)],
    ["shared_buffers", "32MB"],
    ...(durable ? [] : ["fsync", "full_page_writes"].map((name) => [name, "off"])),
  ]
  const options = [`-p ${port}`, `-k ${folder}`, ...settings.map(([name, value]) => `-c ${name}=${value}`)].join(" ")
  const start = async (): Promise<void> =>
    void (await run("pg_ctl", "-D", data, "-w", "-t", "60", "-l", join(folder, "log"), "-o", options, "start"))
  const stop = async (how: "fast" | "immediate" = "fast"): Promise<void> => void (await run("pg_ctl", "-D", data, "-m", how, "-w", "stop"))
  await run("initdb", "-D", data, "-A", "trust", "-U", "postgres", "-E", "UTF8", "--locale=C.UTF-8", "-N")
  await start()
  return {
    url: `postgres://postgres@127.0.0.1:${port}/postgres`,
    port,
    folder,
    stop,
    start,
    async close() {
      await stop("immediate").catch(() => undefined)
      rmSync(folder, { recursive: true, force: true, maxRetries: 5 })
    },
  }
}

/** A folder that PostgreSQL may use, which refuses to run for root. The folders of a test run above it let it through. */
function roomy(): string {
  const folder = mkdtempSync(join(tmpdir(), "postgres-"))
  if (userInfo().uid !== 0) return folder
  const { uid, gid } = owner()
  chownSync(folder, uid, gid)
  for (let above = dirname(folder); basename(above).startsWith("tests-"); above = dirname(above)) chmodSync(above, 0o711)
  return folder
}

/** The user that the package of the system has made for it. */
function owner(): { readonly uid: number; readonly gid: number } {
  const [, uid = "", gid = ""] = /^postgres:[^:]*:(\d+):(\d+):/m.exec(readFileSync("/etc/passwd", "utf8")) ?? []
  if (uid === "") throw new Error("there is no user postgres, under whom PostgreSQL could run for root")
  return { uid: Number(uid), gid: Number(gid) }
}

async function asOwner(cwd: string, [program = "", ...args]: readonly string[]): Promise<void> {
  await promisify(execFile)(program, args, { cwd, ...(userInfo().uid === 0 && owner()) })
}

async function freePort(): Promise<number> {
  const server = createServer()
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve))
  const { port } = server.address() as AddressInfo
  await new Promise((resolve) => server.close(resolve))
  return port
}
