import { randomBytes } from "node:crypto"
import { mkdir, writeFile } from "node:fs/promises"
import { join } from "node:path"
import { DeleteObjectCommand, GetObjectCommand, ListObjectsV2Command, PutObjectCommand, S3Client } from "@aws-sdk/client-s3"
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, onTestFinished, test } from "vitest"
import { objectStoreLaws } from "@diapason/testkit"
import { objectsAt, objectsOf } from "../../src/index.ts"
import { faultyFront, type FaultyFront } from "../fixtures/faulty-front.ts"
import { harmed, isFile } from "../fixtures/harmed.ts"
import { laidFiles } from "../fixtures/laid-files.ts"
import { hasObjectServer, startObjectServer, useKeys, type ObjectServer } from "../fixtures/object-server.ts"
import { refusal } from "../fixtures/refusal.ts"

const files = await laidFiles()
afterAll(files.clear)
const { lay, free, found } = files

// Where the server's library is missing there is nothing to ask.
describe.runIf(hasObjectServer)("a bucket", () => {
  let server: ObjectServer
  let front: FaultyFront
  beforeAll(async () => {
    server = await startObjectServer()
    front = await faultyFront(server.endpoint)
  })
  beforeEach(() => useKeys(server.writer))
  afterEach(() => server.unlock())
  afterAll(async () => {
    await front.close()
    await server.stop()
  })
  const bucket = (name = "lab", endpoint = server.endpoint) =>
    objectsAt(`s3://${name}/${randomBytes(4).toString("hex")}?endpoint=${endpoint}`, { attempts: 4 })

  test("refuses wrong credentials, and nobody is told of them", async () => {
    await server.lock()
    useKeys({ ...server.writer, secret: "wrong-secret-0123456789" })
    const said = await refusal(bucket().put("k", await lay({ a: "1" })))
    expect(said).toContain("does not accept the credentials")
    expect(said).toContain("AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY")
    expect(said).not.toContain("wrong-secret")
    expect(said).not.toContain(server.writer.id)
    useKeys({ id: "AKIANOBODY", secret: "x" })
    expect(await refusal(bucket().flaw(bucket().addressOf("k")))).not.toContain("AKIANOBODY")
  })

  test("asks for credentials where there are none", async () => {
    const before = { ...process.env }
    onTestFinished(() => void Object.assign(process.env, before))
    delete process.env["AWS_ACCESS_KEY_ID"]
    delete process.env["AWS_SECRET_ACCESS_KEY"]
    Object.assign(process.env, {
      AWS_EC2_METADATA_DISABLED: "true",
      AWS_SHARED_CREDENTIALS_FILE: "/nonexistent",
      AWS_CONFIG_FILE: "/nonexistent",
    })
    expect(await refusal(bucket().put("k", await lay({ a: "1" })))).toContain("does not accept the credentials")
  })

  test("that is missing is said to be, and is not made", async () => {
    const said = await refusal(bucket("nowhere").put("k", await lay({ a: "1" })))
    expect(said).toMatch(/^D455 {2}s3:\/\/nowhere.* is not there: NoSuchBucket/)
    expect(said).toContain("make the bucket")
  })

  test("that may only be read gives out, and refuses what is put", async () => {
    const store = bucket()
    const { address } = await store.put("k", await lay({ a: "1" }))
    await server.lock()
    useKeys(server.reader)
    const reader = objectsOf(address)!
    const to = free()
    await reader.get(address, to)
    expect(await found(to)).toEqual({ a: "1" })
    expect(await refusal(bucket().put("k", await lay({ a: "1" })))).toMatch(
      /^D455 .* refuses it: AccessDenied.*rights to list, read, write and delete/,
    )
  })

  test("that is busy for a while is asked again", async () => {
    const store = bucket("lab", front.endpoint)
    front.busy(2)
    const { address } = await store.put("k", await lay({ a: "1" }))
    expect(await store.flaw(address)).toBeUndefined()
  })

  test("that nobody answers for is said not to answer", async () => {
    const dead = await faultyFront(server.endpoint)
    await dead.close()
    expect(
      await refusal(
        objectsAt(`s3://lab?endpoint=${dead.endpoint}`, { attempts: 2 }).flaw(`s3://lab/k?endpoint=${encodeURIComponent(dead.endpoint)}`),
      ),
    ).toMatch(/^D455 .* does not answer: .*ECONNREFUSED/)
  })

  test("takes a big file in parts, and sends a part again whose connection was cut", async () => {
    const store = bucket("lab", front.endpoint)
    const big = randomBytes(9 << 20)
    const from = await lay({})
    await mkdir(from)
    await writeFile(join(from, "weights"), big)
    front.cutUploads(1)
    const { address, bytes } = await store.put("k", from)
    expect(bytes).toBe(big.length)
    expect(front.requests.filter(({ path }) => path.includes("uploadId")).length).toBeGreaterThan(2)

    const to = free()
    front.cut(1)
    await store.get(address, to)
    expect(await found(to)).toEqual({ weights: big.toString("utf8") })
  })

  test("whose answer breaks off in the middle is read on from there", async () => {
    const store = bucket("lab", front.endpoint)
    const { address } = await store.put("k", await lay({ "": "0123456789".repeat(50_000) }))
    const body = (await store.read(address))!.body
    front.cut(200_000)
    let got = ""
    for await (const chunk of body) got += Buffer.from(chunk).toString()
    expect(got).toBe("0123456789".repeat(50_000))
    expect(front.requests.at(-1)!.range).toBe("bytes=200000-")
  })

  test("and a manifest that would lead out of its folder is not followed", async () => {
    const store = bucket()
    const { address } = await store.put("k", await lay({ a: "1" }))
    const own = new S3Client({ endpoint: server.endpoint, region: "us-east-1", forcePathStyle: true })
    const manifest = {
      schema: "diapason.kept/1",
      kind: "folder",
      data: "~0123456789ab",
      files: [{ path: "../evil", bytes: 1, sha256: "0".repeat(64) }],
    }
    const Key = `${address.slice("s3://lab/".length).replace(/\?.*$/, "")}/~manifest.json`
    await own.send(new PutObjectCommand({ Bucket: "lab", Key, Body: JSON.stringify(manifest) }))
    own.destroy()
    expect(await store.flaw(address)).toBe("its manifest cannot be read")
    expect(await refusal(store.get(address, free()))).toContain("its manifest cannot be read")
  })

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

test.each([
  ["s3://", "s3://BUCKET/PREFIX"],
  ["s3://Lab/x", "s3://BUCKET/PREFIX"],
  ["s3://lab/../x", "a prefix of letters"],
  ["s3://lab/x?endpoint=ftp://a", "an endpoint such as"],
  ["s3://lab/x?profile=me", "no options but"],
  ["gs://lab/x", "the path of a shared folder"],
])("the address %s is refused with what was expected", async (at, expected) => {
  expect(await refusal(Promise.resolve().then(() => objectsAt(at)))).toContain(expected)
})

test("a password in an address is refused, and is not repeated", async () => {
  const said = await refusal(Promise.resolve().then(() => objectsAt("s3://lab/x?endpoint=http://me:secret@minio.lab:9000")))
  expect(said).toContain("without a name or a password")
  expect(said).not.toContain("secret@")
})
