import { readFileSync } from "node:fs"
import { fileURLToPath } from "node:url"
import { describe, expect, it } from "vitest"
import { rooms } from "../../scripts/workspace.mjs"

type Manifest = { readonly name: string; readonly workspaces?: readonly string[] } & {
  readonly [field in (typeof fields)[number]]?: Readonly<Record<string, string>>
}

const root = fileURLToPath(new URL("../..", import.meta.url))
const fields = ["dependencies", "devDependencies", "optionalDependencies"] as const
const read = (folder: string) => JSON.parse(readFileSync(`${root}${folder}/package.json`, "utf8")) as Manifest

const folders = [
  ".",
  ...rooms(root).map((room) => `packages/${room}`),
  ...(read(".").workspaces ?? []).filter((folder) => !folder.includes("*")),
]
const own = new Set(folders.map((folder) => read(folder).name))
const wanted = folders.flatMap((folder) => {
  const manifest = read(folder)
  return fields.flatMap((field) =>
    Object.entries(manifest[field] ?? {}).map(([name, version]) => ({ folder: place(folder), name, version })),
  )
})

const table = readFileSync(`${root}docs/dependencies.md`, "utf8")
const lines = table
  .split("\n")
  .filter((line) => line.startsWith("| ") && !line.startsWith("| package"))
  .map((line) =>
    line
      .split("|")
      .slice(1, -1)
      .map((cell) => cell.trim().replaceAll("`", "")),
  )

describe("the dependencies", () => {
  it.each(wanted.map(({ folder, name, version }) => [`${name} in ${folder}`, version] as const))("%s is pinned exactly", (_, version) => {
    expect(version).toMatch(/^(npm:[\w./@-]+@)?\d+\.\d+\.\d+(-[\w.]+)?$/)
  })

  it("have one line each in docs/dependencies.md: package, version, where, why", () => {
    const told = lines.flatMap(([name, version, where]) => (where ?? "").split(", ").map((folder) => `${name} ${version} in ${folder}`))
    const strangers = wanted.filter(({ name }) => !own.has(name)).map(({ folder, name, version }) => `${name} ${version} in ${folder}`)
    expect(told.toSorted()).toEqual(strangers.toSorted())
    expect(lines.map(([name]) => name)).toEqual([...new Set(lines.map(([name]) => name))])
  })

  it("each have their reason", () => {
    for (const [name, , , why] of lines) expect(why?.length, name).toBeGreaterThan(10)
  })
})

function place(folder: string): string {
  return folder === "." ? "root" : folder.replace(/^packages\//, "")
}
