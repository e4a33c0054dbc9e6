import { cpSync, existsSync, mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs"
import { dirname, join, posix } from "node:path"
import { pagesIn } from "./pages.mjs"
import { reference } from "./reference.mjs"

/**
 * Lays out what VitePress reads: the pages of docs/, those that are made of the sources, and the readme files that pages lead to.
 * @param {string} root
 * @param {string} stage an empty or former folder
 */
export async function layOut(root, stage) {
  rmSync(stage, { recursive: true, force: true })
  mkdirSync(join(stage, ".vitepress"), { recursive: true })
  const made = await reference(root)
  const docs = join(root, "docs")
  for (const page of pagesIn(docs)) write(stage, page, fitting(readFileSync(join(docs, `${page}.md`), "utf8"), `docs/${page}.md`, root))
  for (const [page, text] of Object.entries(made)) write(stage, page, text)
  for (const { page, source } of readmes(root)) write(stage, page, fitting(readFileSync(join(root, source), "utf8"), source, root))
  addComments(root, stage)
  const shown = join(docs, "public")
  if (existsSync(shown)) cpSync(shown, join(stage, "public"), { recursive: true })
}

/**
 * Readme files outside of docs/ that have a page of their own in the site.
 * @param {string} root
 */
export function readmes(root) {
  const examples = readdirSync(join(root, "examples")).filter((name) => existsSync(join(root, "examples", name, "README.md")))
  return [
    ...examples.map((name) => ({ page: `examples/${name}`, source: `examples/${name}/README.md` })),
    { page: "examples/python-client", source: "clients/python/README.md" },
    { page: "contributing", source: "CONTRIBUTING.md" },
  ]
}

/** @param {string} stage @param {string} page @param {string} text */
function write(stage, page, text) {
  mkdirSync(dirname(join(stage, page)), { recursive: true })
  writeFileSync(join(stage, `${page}.md`), text)
}

/**
 * A page as VitePress takes it: links lead to pages of the site, where there is none the words alone stay.
 * @param {string} text
 * @param {string} source where it lies, from the root
 * @param {string} root
 */
function fitting(text, source, root) {
  const known = readmes(root)
  const pages = pagesIn(join(root, "docs"))
  const outside = text.split(/^(```[\s\S]*?^```$)/m)
  return outside
    .map((part, i) => {
      if (i % 2 === 1) return part
      const unmarked = part.replace(/<!--[\s\S]*?-->\n?/g, "")
      return unmarked.replace(/(?<!!)\[([^\]]+)\]\(([^)\s]+)\)/g, (whole, words, link) => {
        if (toCome.includes(link) && !pages.includes(link.slice(1))) return words
        if (/^(https?:|#|\/)/.test(link)) return whole
        const [path, anchor = ""] = link.split(/(?=#)/)
        const place = posix.normalize(posix.join(posix.dirname(source), path))
        if (place.startsWith("docs/")) return `[${words}](/${place.slice(5).replace(/\.md$/, "")}${anchor})`
        if (place === "README.md") return `[${words}](/)`
        const readme = known.find(
          ({ source }) => source === place || posix.dirname(source) === place || place.startsWith(`${posix.dirname(source)}/`),
        )
        return readme === undefined || (readme.page === "contributing" && place !== "CONTRIBUTING.md")
          ? words
          : `[${words}](/${readme.page})`
      })
    })
    .join("")
}

/** Pages that others lead to before they are there. */
const toCome = ["/playground"]

/**
 * Puts what the sources say of a sampler or scheduler below its page.
 * @param {string} root
 * @param {string} stage
 */
function addComments(root, stage) {
  for (const kind of ["samplers", "schedulers"])
    for (const page of pagesIn(stage).filter((page) => page.startsWith(`${kind}/`))) {
      const name = page.slice(kind.length + 1)
      const file = join(root, "packages/algorithms/src", kind, `${name}.ts`)
      if (!existsSync(file)) continue
      const comment = commentOf(readFileSync(file, "utf8"))
      const place = join(stage, `${page}.md`)
      if (comment !== "") writeFileSync(place, `${readFileSync(place, "utf8")}\n## In the source\n\n${comment}\n`)
    }
}

/**
 * The longest doc comment of a module: the one that tells what its algorithm is.
 * @param {string} text
 */
function commentOf(text) {
  const comments = [...text.matchAll(/^\/\*\*([\s\S]*?)\*\//gm)].map(([, inner = ""]) =>
    inner
      .split("\n")
      .map((line) => line.replace(/^\s*\* ?/, ""))
      .join("\n")
      .trim(),
  )
  const longest = comments.toSorted((a, b) => b.length - a.length)[0] ?? ""
  return longest.replace(/</g, "&lt;")
}
