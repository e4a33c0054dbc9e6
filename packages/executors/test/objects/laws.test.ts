import { randomBytes } from "node:crypto"
import { mkdir, readdir, readFile, rm, writeFile } from "node:fs/promises"
import { join } from "node:path"
import { DeleteObjectCommand, GetObjectCommand, ListObjectsV2Command, PutObjectCommand, S3Client } from "@aws-sdk/client-s3"
import { afterAll, beforeAll, describe } from "vitest"
import { objectStoreLaws } from "@diapason/testkit"
import { objectsAt } from "../../src/index.ts"
import { laidFiles } from "../fixtures/laid-files.ts"
import { hasObjectServer, startObjectServer, useKeys, type ObjectServer } from "../fixtures/object-server.ts"

const harmed = (bytes: Uint8Array, how: "cut" | "changed"): Uint8Array =>
  how === "cut" ? bytes.subarray(0, bytes.length / 2) : Uint8Array.from(bytes, (byte, i) => (i === 0 ? byte ^ 1 : byte))

/** Where a file of something kept lies: below the folder of its data. */
const isFile = (name: string, file: string): boolean => new RegExp(`/~[0-9a-f]{12}/${file === "" ? "content" : file}$`).test(name)

objectStoreLaws("a shared folder", async () => {
  const files = await laidFiles()
  const shared = join(files.folder, "shared")
  await mkdir(shared)
  return {
    ...files,
    store: objectsAt(shared),
    async harm(address, file, how) {
      const key = address.slice(`file://${shared}//`.length)
      const entries = await readdir(join(shared, key), { recursive: true, withFileTypes: true })
      const path = entries.map((entry) => join(entry.parentPath, entry.name)).find((name) => isFile(name, file))!
      await (how === "gone" ? rm(path) : writeFile(path, harmed(await readFile(path), how)))
    },
    close: files.clear,
  }
})

// Where the server's library is missing there is nothing to ask.
describe.runIf(hasObjectServer)("on a server", () => {
  let server: ObjectServer
  beforeAll(async () => useKeys((server = await startObjectServer()).writer))
  afterAll(() => server.stop())

  objectStoreLaws("a bucket", async () => {
    const files = await laidFiles()
    const prefix = `runs/${randomBytes(4).toString("hex")}`
    const own = new S3Client({ endpoint: server.endpoint, region: "us-east-1", forcePathStyle: true })
    return {
      ...files,
      store: objectsAt(`s3://lab/${prefix}?endpoint=${server.endpoint}`),
      async harm(address, file, how) {
        const Prefix = `${address.slice("s3://lab/".length).replace(/\?.*$/, "")}/`
        const { Contents = [] } = await own.send(new ListObjectsV2Command({ Bucket: "lab", Prefix }))
        const Key = Contents.map(({ Key }) => Key!).find((name) => isFile(name, file))!
        if (how === "gone") return void (await own.send(new DeleteObjectCommand({ Bucket: "lab", Key })))
        const { Body } = await own.send(new GetObjectCommand({ Bucket: "lab", Key }))
        await own.send(new PutObjectCommand({ Bucket: "lab", Key, Body: harmed(await Body!.transformToByteArray(), how) }))
      },
      async close() {
        own.destroy()
        await files.clear()
      },
    }
  })
})
