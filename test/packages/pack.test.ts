import { mkdirSync, mkdtempSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { describe, expect, it } from "vitest"
import { closure } from "../../scripts/pack/closure.mjs"
import { licenceOf, noticeOf, unfit } from "../../scripts/pack/licences.mjs"
import { dependenciesOf, insideThePage, roomsInside } from "../../scripts/pack/published.mjs"
import { root } from "./packed.ts"

describe("what a package needs, by the lock file", () => {
  const lock = {
    "node_modules/a": { version: "1.0.0", dependencies: { b: "^1", c: "^1" }, optionalDependencies: { "only-elsewhere": "1" } },
    "node_modules/b": { version: "2.0.0", peerDependencies: { d: "*", e: "*" }, peerDependenciesMeta: { e: { optional: true } } },
    "node_modules/a/node_modules/b": { version: "1.0.0" },
    "node_modules/c": { version: "1.0.0", dependencies: { b: "^2", ours: "1" } },
    "node_modules/d": { version: "1.0.0", dependencies: { c: "^1" } },
    "node_modules/e": { version: "1.0.0" },
    "node_modules/ours": { link: true },
  }

  it("is found as Node would: the nearest copy, peers, cycles; without our own, what is optional and what nobody needs", () => {
    const taken = closure(lock, ["a"], "packages/diapason").map(({ path, version }) => `${path} ${version}`)
    expect(taken).toEqual([
      "node_modules/a 1.0.0",
      "node_modules/a/node_modules/b 1.0.0",
      "node_modules/b 2.0.0",
      "node_modules/c 1.0.0",
      "node_modules/d 1.0.0",
    ])
  })

  it("is an error where it is not in the lock file", () => {
    expect(() => closure(lock, ["f"], "packages/diapason")).toThrow("f, which packages/diapason needs, is not in the lock file")
  })
})

describe("licences", () => {
  const planted = (license: unknown, files: Readonly<Record<string, string>> = {}) => {
    const folder = mkdtempSync(join(tmpdir(), "licence-"))
    mkdirSync(folder, { recursive: true })
    writeFileSync(join(folder, "package.json"), JSON.stringify({ name: "planted", version: "1.0.0", license }))
    for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text)
    return licenceOf(folder)
  }

  it.each(["MIT", "(MIT OR GPL-3.0)", "MIT AND ISC", { type: "BSD-3-Clause" }])("%j may be shipped", (license) => {
    expect(unfit([planted(license)])).toEqual([])
  })

  it.each(["GPL-3.0-only", "MIT AND AGPL-3.0", "SEE LICENSE IN LICENSE", "UNLICENSED", undefined, "MPL-2.0", "BUSL-1.1"])(
    "%j may not, and the package is named",
    (license) => {
      expect(unfit([planted("MIT"), planted(license)])).toEqual([expect.stringContaining("planted@1.0.0 is under")])
    },
  )

  it("stand in the notice with their texts, each once", () => {
    const texts = { LICENSE: "Permission is granted\r\n", "NOTICE.txt": "By somebody", "README.md": "no" }
    const notice = noticeOf([planted("MIT", texts), { ...planted("ISC", texts), name: "other" }])
    expect(notice).toContain("| planted | 1.0.0 | MIT |\n| other | 1.0.0 | ISC |")
    expect(notice.split("Permission is granted")).toHaveLength(2)
    expect(notice).toContain("planted@1.0.0, other@1.0.0\n\nBy somebody")
    expect(notice).not.toContain("no\n")
  })
})

describe("the package that is published", () => {
  it("has every room that it needs inside, and none that only tests need", () => {
    expect(roomsInside(root)).toEqual(expect.arrayContaining(["algorithms", "core", "dashboard", "math", "server", "stores", "views"]))
    expect(roomsInside(root)).not.toContain("testkit")
  })

  it("asks for exact versions of what its rooms ask for; what the page was bundled from is known too", () => {
    const { dependencies, optionalDependencies } = dependenciesOf(root)
    expect(Object.keys(dependencies)).toEqual(expect.arrayContaining(["commander", "fastify", "pg"]))
    expect(Object.values({ ...dependencies, ...optionalDependencies }).filter((version) => !/^\d+\.\d+\.\d+$/.test(version))).toEqual([])
    expect(insideThePage(root)).toEqual(expect.arrayContaining(["react", "radix-ui"]))
  })
})
