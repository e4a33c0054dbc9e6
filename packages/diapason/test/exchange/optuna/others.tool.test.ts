import { spawn, spawnSync } from "node:child_process"
import { existsSync } from "node:fs"
import { createServer, type AddressInfo } from "node:net"
import { dirname, join } from "node:path"
import { openStore } from "@diapason/stores"
import { sharedPostgres } from "@diapason/testkit/postgres"
import pg from "pg"
import { describe, expect, onTestFinished, test } from "vitest"
import { fromLog } from "../../../src/exchange/optuna/from-log.ts"
import { exportOptuna, importOptuna } from "../../../src/exchange/optuna/index.ts"
import { readOptuna } from "../../../src/exchange/optuna/read-source.ts"
import { database, fresh } from "./given.ts"

const python = process.env["DIAPASON_TOOLS_PYTHON"]

/** Copies the studies of a file into a PostgreSQL, lets a new trial run there, and one wait. */
const copied = `
import optuna, sys
optuna.logging.set_verbosity(optuna.logging.ERROR)
for name in ["s1", "mo"]:
    optuna.copy_study(from_study_name=name, from_storage=f"sqlite:///{sys.argv[1]}", to_storage=sys.argv[2])
study = optuna.load_study(study_name="s1", storage=sys.argv[2])
study.enqueue_trial({"lr": 0.002})
print(len(study.trials))
`

describe.skipIf(python === undefined)("beside other programs", { timeout: 120_000 }, () => {
  test("a study in PostgreSQL that Optuna wrote is read as the same study in SQLite, and comes back equal", async () => {
    const shared = await sharedPostgres()
    const name = `optuna_${process.pid}`
    const admin = new pg.Client({ connectionString: shared })
    await admin.connect()
    await admin.query(`CREATE DATABASE ${name}`)
    await admin.end()
    const url = new URL(shared)
    url.pathname = `/${name}`
    const address = url.href.replace(/^postgres(ql)?:/, "postgresql:")
    const file = await database("5.0")
    const made = spawnSync(python!, ["-c", copied, file, address.replace(/^postgresql:/, "postgresql+psycopg2:")], { encoding: "utf8" })
    expect(made.stderr).toBe("")
    const { study } = await readOptuna(address, "s1")
    const local = (await readOptuna(file, "s1")).study
    // A copy has new trials, in the order and with the states of the old ones.
    expect(study.trials).toHaveLength(52)
    expect(study.trials.slice(0, 51).map(({ state, params, values, reports, user }) => ({ state, params, values, reports, user }))).toEqual(
      local.trials.map(({ state, params, values, reports, user }) => ({ state, params, values, reports, user })),
    )
    expect(study.trials[0]!.start).toBe(local.trials[0]!.start)
    const store = await openStore("memory:")
    const carried = await importOptuna(address, store, { wanted: "s1" })
    expect(carried.counts).toMatchObject({ enqueued: 1 })
    expect((await fromLog(store, "s1")).study).toEqual(study)
    await expect(readOptuna(address, "none")).rejects.toThrow(/D351 .*it holds 2 studies: s1, mo/)
    await store.close()
  })

  test("optuna-dashboard shows what was exported", async (context) => {
    const program = join(dirname(python!), "optuna-dashboard")
    if (!existsSync(program)) return context.skip("no optuna-dashboard beside that Python")
    const [store, file] = [await openStore("memory:"), fresh(".db")]
    await importOptuna(await database("4.5"), store, { wanted: "old" })
    await exportOptuna(store, "old", file)
    const port = await freePort()
    const server = spawn(program, ["--port", String(port), "--server", "wsgiref", `sqlite:///${file}`], { stdio: "ignore" })
    onTestFinished(() => void server.kill())
    const studies = await answered(`http://127.0.0.1:${port}/api/studies`)
    expect(studies).toMatchObject({ study_summaries: [{ study_name: "old", directions: ["minimize"] }] })
    const { study_summaries } = studies as { study_summaries: readonly { study_id: number }[] }
    const shown = (await answered(`http://127.0.0.1:${port}/api/studies/${study_summaries[0]!.study_id}`)) as {
      trials: readonly { state: string }[]
    }
    expect(shown.trials.map(({ state }) => state)).toEqual([
      "Complete",
      "Complete",
      "Complete",
      "Fail",
      "Pruned",
      "Complete",
      "Complete",
      "Complete",
      "Waiting",
    ])
    await store.close()
  })
})

/** What an address answers, as soon as somebody listens there. */
async function answered(url: string): Promise<unknown> {
  for (;;) {
    const answer = await fetch(url).catch(() => undefined)
    if (answer !== undefined) return await answer.json()
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
}

async function freePort(): Promise<number> {
  const server = createServer()
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve))
  const { port } = server.address() as AddressInfo
  await new Promise((resolve) => server.close(resolve))
  return port
}
