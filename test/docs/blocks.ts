import { readFileSync } from "node:fs"
import { join } from "node:path"
import { fileURLToPath } from "node:url"
import { pagesIn } from "../../scripts/docs/pages.mjs"

/** A fenced block of a page, with what the comment before it says. */
export interface Block {
  /** `docs/ray.md:15`, where the fence opens. */
  readonly at: string
  readonly page: string
  readonly language: string
  readonly text: string
  /** `<!-- needs: torch, g++ -->`: modules of Python or programs without which it is looked at and not run. */
  readonly needs: readonly string[]
  /** `<!-- given: … -->`: what a reader has already. Code that stands before it; commands that were run before it. */
  readonly given: string
  /** `<!-- before: … -->`: commands of a shell that are run before a block of code. */
  readonly before: string
  /** `<!-- not run: … -->`: why its commands are not run. They are still read. */
  readonly notRun: string | undefined
  /** `<!-- in: examples/shell -->`: the folder that its commands, and those after them, are run in. */
  readonly within: string | undefined
}

export const root = fileURLToPath(new URL("../..", import.meta.url))

/** The pages whose blocks are tried, by their place from the root. */
export const pages: readonly string[] = ["README.md", ...pagesIn(join(root, "docs")).map((page) => `docs/${page}.md`)]

/** Every block of every page, in order. */
export const blocks: readonly Block[] = pages.flatMap((page) => blocksOf(page, readFileSync(join(root, page), "utf8")))

/** The blocks of a page's text. */
export function blocksOf(page: string, text: string): readonly Block[] {
  return [...text.matchAll(/(?:^<!--((?:(?!-->)[\s\S])*)-->\n)?^```([^\n`]*)\n([\s\S]*?)^```$/gm)].map((match) => {
    const [whole, comment = "", language = "", body = ""] = match
    const line = text.slice(0, match.index + whole.indexOf("```")).split("\n").length
    return {
      at: `${page}:${line}`,
      page,
      language: language.trim(),
      text: body,
      needs: said("needs", comment)?.split(/,\s*/) ?? [],
      given: said("given", comment) ?? "",
      before: said("before", comment) ?? "",
      notRun: said("not run", comment),
      within: said("in", comment),
    }
  })
}

/** What a comment says under a word; up to the next of these words, which begins a line. */
function said(word: string, comment: string): string | undefined {
  return new RegExp(`(?:^|\\n)\\s*${word}: ?([\\s\\S]*?)(?=\\n\\s*(?:needs|given|before|not run|in): |$)`).exec(comment)?.[1]?.trim()
}

/** The lines that a reader types in a block of commands: after `$ ` where there is any, else all; with what continues them. */
export function commandsOf({ language, text }: Pick<Block, "language" | "text">): readonly string[] {
  const lines = text.split("\n")
  if (language !== "console") return [text]
  const commands: string[] = []
  for (let i = 0; i < lines.length; i++) {
    if (!lines[i]!.startsWith("$ ")) continue
    let command = lines[i]!.slice(2)
    while (command.endsWith("\\") && i + 1 < lines.length) command += `\n${lines[++i]!}`
    commands.push(command)
  }
  return commands
}

/** What a block of the language `console` says that its commands print: the lines that are no command. */
export function printedIn({ language, text }: Pick<Block, "language" | "text">): readonly string[] {
  if (language !== "console") return []
  return text
    .replace(/^\$ (?:.*\\\n)*.*\n?/gm, "")
    .split("\n")
    .filter((line) => line.trim() !== "")
}
