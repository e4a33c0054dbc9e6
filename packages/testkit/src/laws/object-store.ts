import { describe, expect, test } from "vitest"
import { DiapasonError, type ObjectStore } from "@diapason/core"

/** The files of a folder by their paths with slashes; one file alone has the path `""`. */
export type Files = Readonly<Record<string, string>>

/** An empty store, and the files of the machine beside it. */
export interface OpenedObjects {
  readonly store: ObjectStore
  /** Lays files down and gives the path of the folder, or of the file. */
  lay(files: Files): Promise<string>
  /** A path where nothing is. */
  free(): string
  /** What lies at a path; undefined where nothing does. */
  found(path: string): Promise<Files | undefined>
  /** Changes what the store holds of one file, behind its back: gone, cut to its first half, or with another first byte. */
  harm(address: string, file: string, how: "gone" | "cut" | "changed"): Promise<void>
  close(): Promise<void>
}

export interface ObjectStoreLaw {
  readonly title: string
  /** Rejects when the law is broken. */
  readonly check: (open: () => Promise<OpenedObjects>) => Promise<void>
}

/** Runs the laws that every object store keeps. `open` gives an empty one each time. */
export function objectStoreLaws(name: string, open: () => Promise<OpenedObjects>): void {
  describe(`${name} as an object store`, () => {
    for (const { title, check } of objectStoreLawList) test(title, () => check(open))
  })
}

const state: Files = { "diapason.json": '{"step":3}', "a/weights": "0123456789", "a/b/empty": "" }

export const objectStoreLawList: readonly ObjectStoreLaw[] = [
  law("a folder comes back as it was, with the sum of its bytes", async ({ store, lay, free, found }) => {
    const kept = await store.put("s/3/1/step-3", await lay(state))
    expect(kept).toEqual({ address: store.addressOf("s/3/1/step-3"), bytes: 20, whole: true })
    expect(store.holds(kept.address)).toBe(true)
    const to = free()
    await store.get(kept.address, to)
    expect(await found(to)).toEqual(state)
  }),
  law("a file comes back as it was, and can be streamed", async ({ store, lay, free, found }) => {
    const { address, bytes } = await store.put("s/3/1/artifacts/plot.png", await lay({ "": "PNG…" }))
    const to = free()
    await store.get(address, to)
    expect(await found(to)).toEqual({ "": "PNG…" })
    expect(await textOf(store, address)).toBe("PNG…")
    expect((await store.read(address))?.bytes).toBe(bytes)
  }),
  law("what was never put is not there", async ({ store, free, found }) => {
    const address = store.addressOf("s/4/1/step-1")
    expect(await store.flaw(address)).toBe("it has vanished")
    expect(await store.read(address)).toBeUndefined()
    const to = free()
    expect(await refusal(store.get(address, to))).toBe("D456")
    expect(await found(to)).toBeUndefined()
    await store.remove(address)
  }),
  law("of a put that fails nothing can be had", async ({ store, free }) => {
    await expect(store.put("s/5/1/step-1", free())).rejects.toBeInstanceOf(Error)
    expect(await store.flaw(store.addressOf("s/5/1/step-1"))).toBe("it has vanished")
  }),
  law("what is put again replaces all that was there", async ({ store, lay, free, found }) => {
    await store.put("k", await lay(state))
    const { address } = await store.put("k", await lay({ other: "1" }))
    const to = free()
    await store.get(address, to)
    expect(await found(to)).toEqual({ other: "1" })
    expect(await store.list("k")).toEqual([{ address, bytes: 1, whole: true }])
  }),
  law("what was removed is gone, and what lies beside it is not", async ({ store, lay }) => {
    const [a, ab, b] = [
      await store.put("s/1", await lay(state)),
      await store.put("s/1/2", await lay(state)),
      await store.put("s/10", await lay(state)),
    ]
    await store.remove(a.address)
    await store.remove(a.address)
    expect(await store.flaw(a.address)).toBe("it has vanished")
    expect(await store.flaw(ab.address)).toBeUndefined()
    expect(await store.flaw(b.address)).toBeUndefined()
    expect(await addresses(store, "")).toEqual([ab.address, b.address].sort())
  }),
  law("a list has what lies below a key, and no more", async ({ store, lay }) => {
    const from = await lay({ x: "1" })
    const [one, two] = [await store.put("s/1/step-1", from), await store.put("s/1/step-2", from)]
    await store.put("s/10/step-1", from)
    await store.put("t/1/step-1", from)
    expect(await addresses(store, "s/1")).toEqual([one.address, two.address])
    expect(await store.list("u")).toEqual([])
  }),
  law("a file that has vanished or is cut short is seen, and is not given out", async ({ store, lay, free, found, harm }) => {
    for (const how of ["gone", "cut"] as const) {
      const { address } = await store.put(`s/${how}`, await lay(state))
      await harm(address, "a/weights", how)
      expect(await store.flaw(address)).toBe(how === "gone" ? "a/weights has vanished" : "a/weights has 5 of 10 bytes")
      const to = free()
      expect(await refusal(store.get(address, to))).toBe("D456")
      expect(await found(to)).toBeUndefined()
    }
  }),
  law("a file with other bytes is not given out", async ({ store, lay, free, found, harm }) => {
    const folder = await store.put("s/6", await lay(state))
    await harm(folder.address, "a/weights", "changed")
    const to = free()
    expect(await refusal(store.get(folder.address, to))).toBe("D456")
    expect(await found(to)).toBeUndefined()
    const file = await store.put("s/7", await lay({ "": "0123456789" }))
    await harm(file.address, "", "changed")
    expect(await refusal(textOf(store, file.address))).toBe("D456")
  }),
  law("an address of elsewhere is not its own", async ({ store }) => {
    for (const address of ["/data/step-1", "step-1", "s3://elsewhere/step-1", "file:///elsewhere/step-1", `${store.at}x/step-1`])
      expect(store.holds(address), address).toBe(false)
  }),
  law("what is aborted is not there", async ({ store, lay }) => {
    const over = { aborted: true, reason: new Error("over"), addEventListener: () => undefined, removeEventListener: () => undefined }
    await expect(store.put("s/8", await lay(state), over)).rejects.toBeInstanceOf(Error)
    expect(await store.flaw(store.addressOf("s/8"))).toBe("it has vanished")
  }),
]

function law(title: string, body: (bench: OpenedObjects) => Promise<void>): ObjectStoreLaw {
  return {
    title,
    async check(open) {
      const bench = await open()
      try {
        await body(bench)
      } finally {
        await bench.close()
      }
    },
  }
}

const addresses = async (store: ObjectStore, below: string): Promise<readonly string[]> =>
  (await store.list(below)).map(({ address }) => address).sort()

async function textOf(store: ObjectStore, address: string): Promise<string> {
  const decoder = new TextDecoder()
  let text = ""
  for await (const bytes of (await store.read(address))!.body) text += decoder.decode(bytes, { stream: true })
  return text
}

/** The code of the error that something rejects with. */
const refusal = (work: Promise<unknown>): Promise<string> =>
  work.then(
    () => "nothing",
    (error: unknown) => (error instanceof DiapasonError ? error.code : String(error)),
  )
