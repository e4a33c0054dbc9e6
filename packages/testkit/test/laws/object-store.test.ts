import { describe, expect, test } from "vitest"
import { fault, sha256, type ObjectStore } from "@diapason/core"
import { objectStoreLawList, type Files, type OpenedObjects } from "@diapason/testkit"

/** What may be wrong with the small store below; without a fault it keeps every law. */
type Fault =
  | "none"
  | "forgets the size"
  | "keeps no single files"
  | "finds what never was"
  | "half a put"
  | "adds to what was there"
  | "removes beside"
  | "lists beside"
  | "sees no flaw"
  | "no digests"
  | "everything is its own"
  | "hears no abort"

/** The fault that each law sees. */
const seenBy: Readonly<Record<string, Fault>> = {
  "a folder comes back as it was, with the sum of its bytes": "forgets the size",
  "a file comes back as it was, and can be streamed": "keeps no single files",
  "what was never put is not there": "finds what never was",
  "of a put that fails nothing can be had": "half a put",
  "what is put again replaces all that was there": "adds to what was there",
  "what was removed is gone, and what lies beside it is not": "removes beside",
  "a list has what lies below a key, and no more": "lists beside",
  "a file that has vanished or is cut short is seen, and is not given out": "sees no flaw",
  "a file with other bytes is not given out": "no digests",
  "an address of elsewhere is not its own": "everything is its own",
  "what is aborted is not there": "hears no abort",
}

describe("the laws of an object store", () => {
  test("there is a fault for each", () => {
    expect(Object.keys(seenBy)).toEqual(objectStoreLawList.map(({ title }) => title))
  })
  for (const { title, check } of objectStoreLawList) {
    test(`a sound store keeps: ${title}`, () => check(() => Promise.resolve(opened("none"))))
    test(`${seenBy[title]} breaks: ${title}`, async () => {
      await expect(check(() => Promise.resolve(opened(seenBy[title]!)))).rejects.toThrow()
    })
  }
})

/** A store in memory, beside the files of a machine in memory. */
function opened(wrong: Fault): OpenedObjects {
  const machine = new Map<string, Files>()
  const objects = new Map<
    string,
    { files: Record<string, string>; readonly digests: Files; readonly sizes: Readonly<Record<string, number>> }
  >()
  let names = 0
  const free = (): string => `/files/${names++}`
  const addressOf = (key: string): string => `s3://laws/${key}`
  const keyOf = (address: string): string => address.slice("s3://laws/".length)
  const flawOf = (key: string): string | undefined => {
    const one = objects.get(key)
    if (one === undefined) return "it has vanished"
    const short = Object.entries(one.sizes).find(([path, size]) => one.files[path]?.length !== size)
    if (short === undefined || wrong === "sees no flaw") return undefined
    const [path, size] = short
    return one.files[path] === undefined ? `${path} has vanished` : `${path} has ${one.files[path].length} of ${size} bytes`
  }
  const sound = (key: string): string | undefined => {
    const flaw = flawOf(key)
    if (flaw !== undefined || wrong === "no digests") return flaw
    const { files, digests } = objects.get(key)!
    const other = Object.keys(digests).find((path) => sha256(files[path] ?? "") !== digests[path])
    return other === undefined ? undefined : `${other} differs`
  }
  const bytesOf = (files: Files): number => Object.values(files).reduce((sum, text) => sum + new TextEncoder().encode(text).length, 0)
  const store: ObjectStore = {
    at: "s3://laws",
    holds: (address) => wrong === "everything is its own" || address.startsWith("s3://laws/"),
    addressOf,
    put(key, from, signal) {
      if (signal?.aborted === true && wrong !== "hears no abort") return Promise.reject(new Error("over"))
      const found = machine.get(from)
      if (found === undefined) {
        if (wrong === "half a put") objects.set(key, { files: {}, digests: {}, sizes: {} })
        return Promise.reject(new Error(`${from} is not there`))
      }
      const files = { ...(wrong === "adds to what was there" && objects.get(key)?.files), ...found }
      const each = <T>(make: (text: string) => T) => Object.fromEntries(Object.entries(files).map(([path, text]) => [path, make(text)]))
      objects.set(key, { files, digests: each(sha256), sizes: each((text) => text.length) })
      return Promise.resolve({ address: addressOf(key), bytes: wrong === "forgets the size" ? 0 : bytesOf(found), whole: true })
    },
    get(address, to) {
      const flaw = sound(keyOf(address))
      if (flaw !== undefined) return Promise.reject(fault("D456", { address, flaw }))
      machine.set(to, objects.get(keyOf(address))!.files)
      return Promise.resolve()
    },
    flaw: (address) => Promise.resolve(wrong === "finds what never was" ? undefined : flawOf(keyOf(address))),
    list: (below) => {
      const start = wrong === "lists beside" ? below : `${below}/`
      const keys = [...objects.keys()].filter((key) => below === "" || key === below || key.startsWith(start)).sort()
      return Promise.resolve(keys.map((key) => ({ address: addressOf(key), bytes: bytesOf(objects.get(key)!.files), whole: true })))
    },
    remove(address) {
      const key = keyOf(address)
      for (const one of [...objects.keys()]) if (one === key || (wrong === "removes beside" && one.startsWith(key))) objects.delete(one)
      return Promise.resolve()
    },
    read(address) {
      const key = keyOf(address)
      const text = objects.get(key)?.files[""]
      if (text === undefined || wrong === "keeps no single files") return Promise.resolve(undefined)
      const bytes = new TextEncoder().encode(text)
      const body = async function* () {
        await Promise.resolve()
        const flaw = sound(key)
        if (flaw !== undefined) throw fault("D456", { address, flaw })
        yield bytes
      }
      return Promise.resolve({ bytes: bytes.length, body: body() })
    },
  }
  return {
    store,
    free,
    lay(files) {
      const path = free()
      machine.set(path, files)
      return Promise.resolve(path)
    },
    found: (path) => Promise.resolve(machine.get(path)),
    harm(address, file, how) {
      const { files } = objects.get(keyOf(address))!
      const text = files[file]!
      if (how === "gone") delete files[file]
      else files[file] = how === "cut" ? text.slice(0, text.length / 2) : `x${text.slice(1)}`
      return Promise.resolve()
    },
    close: () => Promise.resolve(),
  }
}
