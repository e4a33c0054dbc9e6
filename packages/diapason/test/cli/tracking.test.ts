import { readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs"
import { createServer, type Server } from "node:http"
import type { AddressInfo } from "node:net"
import { join } from "node:path"
import { describe, expect, onTestFinished, test } from "vitest"
import { readTrack } from "../../src/tracking/read-track.ts"
import { diapason, folder } from "./diapason.ts"
import { quick } from "./scripts.ts"

/** A server on loopback that answers every request alike, after it has kept its body. */
async function serverThat({ status }: { readonly status: number }): Promise<{ url: string; heard: string[]; headers: object[] }> {
  const heard: string[] = []
  const headers: object[] = []
  const server: Server = createServer((request, response) => {
    headers.push(request.headers)
    let body = ""
    request.on("data", (part: Buffer) => (body += part.toString()))
    request.on("end", () => {
      heard.push(body)
      response.writeHead(status).end("<h1>not what was asked for</h1>")
    })
  })
  await new Promise<void>((ready) => server.listen(0, "127.0.0.1", ready))
  onTestFinished(() => {
    server.closeAllConnections()
    server.close()
  })
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, heard, headers }
}

const command = ["-p", "lr=1e-5..1e-1:log", "--minimize", "val_loss", "--trials", "2", "--name", "s", "--", "sh", "train.sh"]

describe("a study that is shown elsewhere", () => {
  test("trackers that fail stop nothing; what is left is said, and sent by `track` or by the next tune, each event once", async () => {
    const cwd = folder({ "train.sh": quick })
    const { url } = await serverThat({ status: 503 })
    writeFileSync(join(cwd, "runs"), "")
    const tracked = ["--track", "tensorboard=runs", "--track", `mlflow=${url}`]
    const { code, err } = await diapason(["tune", ...tracked, ...command], { cwd })
    expect(code).toBe(0)
    expect(err).toMatch(/2 done: 2 complete/)
    expect(err).toMatch(/events are not yet sent to TensorBoard's folder runs/)
    expect(err).toMatch(/events are not yet sent to MLflow at .* \(it answers 503\); diapason track s, or the next tune, sends them/)

    const failed = await diapason(["track", "s", "--to", `mlflow=${url}`], { cwd })
    expect(failed.code).toBe(6)
    expect(failed.err).toMatch(/error D470 .*lacks \d+ events \(it answers 503\)/)
    rmSync(join(cwd, "runs"))
    const sent = await diapason(["track", "--to", "tensorboard=runs", "--json"], { cwd })
    expect(JSON.parse(sent.out)).toMatchObject({ trackers: [{ name: "tensorboard", pending: 0 }] })
    const files = (): readonly string[] =>
      readdirSync(join(cwd, "runs", "s"), { recursive: true, encoding: "utf8" }).filter((name) => name.includes("tfevents"))
    const bytes = (): readonly Buffer[] => files().map((name) => readFileSync(join(cwd, "runs", "s", name)))
    const before = bytes()
    expect(before).toHaveLength(3)
    // Its cursor is torn; the bytes stay what they are, also where the study goes on.
    writeFileSync(join(cwd, ".diapason", "s", "trackers", "tensorboard.json"), "{")
    const more = command.map((word) => (word === "2" ? "3" : word))
    expect((await diapason(["tune", "--track", "tensorboard=runs", ...more], { cwd })).err).not.toMatch(/not yet sent/)
    expect(files()).toHaveLength(4)
    expect(bytes()).toEqual(expect.arrayContaining([...before]))
  }, 60_000)

  test("a webhook is signed, and neither its secret nor its path is printed or recorded", async () => {
    const { url, heard, headers } = await serverThat({ status: 200 })
    const cwd = folder({ "train.sh": quick })
    writeFileSync(join(cwd, "diapason.yaml"), `notifications: [{ when: [finished], webhook: "\${HOOK}", as: slack, secret_env: SIGN }]\n`)
    const env = { HOOK: `${url}/hook/pathsecret`, SIGN: "signsecret" }
    const dry = await diapason(["tune", "--dry-run", ...command], { cwd, env })
    expect(dry.out).toContain(`${url}/…`)
    const ran = await diapason(["tune", ...command], { cwd, env })
    expect(ran.code).toBe(0)
    expect(JSON.parse(heard.at(-1)!)).toEqual({ text: expect.stringMatching(/^s: finished, best val_loss /) as string })
    expect(headers.at(-1)).toMatchObject({ "webhook-signature": expect.stringMatching(/^v1,/) as string })
    const looked = await diapason(["doctor"], { cwd, env })
    expect(looked.out).toMatch(/ok {3}notify/)
    const files = readdirSync(join(cwd, ".diapason"), { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile())
    const kept = files.map((entry) => readFileSync(join(entry.parentPath ?? entry.path, entry.name), "latin1")).join("\n")
    for (const text of [dry.out, ran.out, ran.err, looked.out, kept]) expect(text).not.toMatch(/pathsecret|signsecret/)
  }, 60_000)

  test.for([
    ["a kind that is not known", "wandb=x", "mlflow=URL or tensorboard=FOLDER"],
    ["no address", "mlflow=here", "such as http://tracking:5000"],
    ["an address where a folder was expected", "tensorboard=http://here", "a folder of this machine"],
  ] as const)("%s is refused before anything is started", ([, text, says]) => {
    expect(() => readTrack("--track", text)).toThrow(says)
  })
})
