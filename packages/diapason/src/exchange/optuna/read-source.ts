import { existsSync } from "node:fs"
import { open, readFile } from "node:fs/promises"
import { fault } from "@diapason/core"
import { foreignPostgres, foreignSqlite, type Foreign } from "@diapason/stores"
import { readJournal } from "./read-journal.ts"
import { readTables } from "./read-tables.ts"
import { studyNames } from "./study-names.ts"
import type { OptunaSource, OptunaStudy } from "./study.ts"

/**
 * Reads one study from wherever Optuna keeps its own: an SQLite file of any version since 0.9, a journal, or a PostgreSQL database. What
 * kind of file it is, its first bytes say. `wanted`: its name, which may be left out where there is one only. Throws D351 where it is
 * not there, D354 for a newer file, D355 for a broken line, D356 for what is no storage of Optuna's, D401, D43x.
 */
export async function readOptuna(
  source: string,
  wanted: string | undefined,
): Promise<Pick<OptunaSource, "skipped"> & { readonly study: OptunaStudy }> {
  const address = source.replace(/^sqlite:\/\/\//, "").replace(/^(postgres(?:ql)?)\+\w+:/, "$1:")
  if (/^postgres(ql)?:/.test(address)) return await fromDatabase(await foreignPostgres(address), wanted)
  if ((await kindOf(address)) === "sqlite") return await fromDatabase(await foreignSqlite(address), wanted)
  const { studies, skipped } = readJournal(address, await readFile(address, "utf8"))
  if (studies.length === 0) throw fault("D356", { file: address, detail: ["there is no study in it", ...skipped].join("; ") })
  return { study: theOne(address, studies, wanted), skipped }
}

async function fromDatabase(tables: Foreign, wanted: string | undefined): ReturnType<typeof readOptuna> {
  try {
    const { id, name } = theOne(tables.shown, await studyNames(tables), wanted)
    return { study: await readTables(tables, id, name), skipped: [] }
  } finally {
    await tables.close()
  }
}

/** By its first bytes; a file of Optuna's that is empty has nothing in it, whatever its kind. Throws D356 where there is none. */
export async function kindOf(path: string): Promise<"sqlite" | "journal"> {
  if (!existsSync(path)) throw fault("D356", { file: path, detail: "there is no such file" })
  const file = await open(path).catch((error: Error) => {
    throw fault("D356", { file: path, detail: error.message })
  })
  try {
    const { bytesRead, buffer } = await file.read(Buffer.alloc(16), 0, 16, 0)
    const head = buffer.toString("latin1", 0, bytesRead)
    if (head === "SQLite format 3\0") return "sqlite"
    if (head.trimStart().startsWith("{")) return "journal"
    throw fault("D356", { file: path, detail: bytesRead === 0 ? "it is empty" : "it is neither an SQLite database nor a journal" })
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "EISDIR") throw fault("D356", { file: path, detail: "it is a folder" })
    throw error
  } finally {
    await file.close()
  }
}

function theOne<T extends { readonly name: string }>(file: string, all: readonly T[], wanted: string | undefined): T {
  const found = wanted === undefined && all.length === 1 ? all[0] : all.find(({ name }) => name === wanted)
  if (found !== undefined) return found
  const names = all.map(({ name }) => name).join(", ")
  const holds = all.length === 0 ? "it holds no study" : `it holds ${all.length === 1 ? "one study" : `${all.length} studies`}: ${names}`
  throw fault("D351", {
    file,
    line: undefined,
    problem: wanted === undefined ? holds : `it holds no study named ${wanted}; ${holds}`,
    mend: `name one: diapason import ${all[0]?.name ?? "STUDY"} --from optuna:${file}`,
  })
}
